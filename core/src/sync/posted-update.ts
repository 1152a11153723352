import { HubError } from '../contract/errors.ts';
import type { Writer } from './client-ids.ts';
import type { HubState } from './hub-state.ts';
import type { LiveDocument, Offer, Reader } from './live-document.ts';
import type { SyncActor } from './ports.ts';
import { isRefusal } from './rights.ts';
import { withoutStructs } from './update-filter.ts';
import { clientsOf, MalformedUpdateError, type ParsedUpdate, parseUpdate } from './update-reader.ts';

export interface PostedUpdate {
  readonly documentId: string;
  readonly actor: SyncActor;
  readonly bytes: Uint8Array;
}

/** An update that came by HTTP: judged like one of a socket, durable when this resolves. */
export async function postUpdate(
  { hub, gapWait }: { hub: HubState; gapWait: number },
  posted: PostedUpdate,
): Promise<{ seq: number }> {
  let { document, outcome } = await judge(hub, posted);
  if (outcome.kind === 'gap' && (await somethingElse(document, gapWait))) {
    ({ document, outcome } = await judge(hub, posted));
  }
  if (outcome.kind === 'gap') throw new HubError('out_of_order');
  if (outcome.kind === 'too-large') throw new HubError('too_large', { limit: 'the size of a document' });
  const { seq } = document;
  await document.whenDurable();
  return { seq };
}

/** Rights and document are asked for anew after weighing: both may have changed meanwhile. */
async function judge(
  hub: HubState,
  { documentId, actor, bytes }: PostedUpdate,
): Promise<{ document: LiveDocument; outcome: Offer }> {
  for (let triedAt: number | null = null; ; ) {
    const access = await hub.accessTo(actor, { documentId });
    if (isRefusal(access)) throw new HubError(access.refused);
    const document = await hub.parts.registry.get(documentId);
    if (document.seq === 0) throw new HubError('not_found');
    const parsed = readUpdate(bytes, document.index.clients + hub.parts.limits.newClientIds);
    const posted = { document, actor, canWrite: access.canWrite, bytes, parsed };
    const isTried = triedAt !== null && document.work.isStillTried(parsed, triedAt);
    if (isTried || isLittleWork(posted)) return { document, outcome: offer(hub, posted) };
    triedAt = document.work.size;
    await weigh(hub, posted);
  }
}

interface Posted {
  readonly document: LiveDocument;
  readonly actor: SyncActor;
  readonly canWrite: boolean;
  readonly bytes: Uint8Array;
  readonly parsed: ParsedUpdate;
}

function isLittleWork({ document, actor: { userId }, canWrite, parsed }: Posted): boolean {
  const { index, seq, work } = document;
  if (!canWrite || userId === null || index.check(parsed) !== 'new') return true;
  return work.isLittle(parsed, { index, userId, seq });
}

async function weigh(hub: HubState, { document, actor, bytes, parsed }: Posted): Promise<void> {
  const weight = await hub.weigher.weigh(document, { bytes, parsed, userId: actor.userId ?? '' });
  if (weight === 'too much') throw new HubError('malformed');
  if (weight === 'not now') throw tooFast();
}

function tooFast(): HubError {
  return new HubError('too_fast', { seconds: 60 });
}

function readUpdate(bytes: Uint8Array, mostClients: number): ParsedUpdate {
  try {
    if (clientsOf(bytes) > mostClients) throw tooFast();
    return parseUpdate(bytes);
  } catch (error) {
    if (error instanceof MalformedUpdateError) throw new HubError('malformed', undefined, { cause: error });
    throw error;
  }
}

function offer(hub: HubState, posted: Posted): Offer {
  const { document, actor } = posted;
  const { index } = document;
  if (!posted.canWrite) {
    if (index.check(posted.parsed) === 'nothing-new') return { kind: 'nothing-new' };
    throw new HubError('read_only');
  }
  if (!hub.mayBringIds(actor.userId, index.newClients(posted.parsed))) throw tooFast();
  const { log, limits } = hub.parts;
  if (log.pendingBytes() > limits.pendingLogBytes) throw new HubError('storage_failing');
  // Newer than any connection: it may write under the ids of the user's own ones, and never claims an id.
  const writer: Writer = {
    userId: actor.userId,
    connectionNumber: Number.POSITIVE_INFINITY,
    presenceId: null,
    askAgain: () => {},
  };
  const ignored = document.clientIds.ignored({ writer, update: posted.parsed, index, step2: true });
  document.clientIds.release(writer);
  const bytes =
    ignored === null
      ? posted.bytes
      : withoutStructs(posted.bytes, posted.parsed, ignored, (client) => index.clock(client));
  const parsed = ignored === null ? posted.parsed : parseUpdate(bytes);
  try {
    return document.offer({ bytes, parsed, userId: actor.userId, origin: 'typing', source: null });
  } catch (error) {
    if (error instanceof MalformedUpdateError) throw new HubError('malformed', undefined, { cause: error });
    throw error;
  }
}

/** Waits for another update to the document: what this one depends on may be on its way over a socket. */
function somethingElse(document: LiveDocument, wait: number): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (came: boolean) => {
      clearTimeout(timer);
      document.holding.delete(reader);
      resolve(came);
    };
    const reader: Reader = {
      relay: () => {},
      durable: () => {},
      retryHeld: () => done(true),
      lost: () => done(false),
    };
    const timer = setTimeout(() => done(false), wait);
    document.holding.add(reader);
  });
}
