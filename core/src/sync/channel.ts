import type { ErrorCode } from '../contract/errors.ts';
import type { Limits } from '../contract/limits.ts';
import { AckQueue } from './acks.ts';
import type { Writer } from './client-ids.ts';
import type { Connection } from './connection.ts';
import type { Gap } from './continuity.ts';
import { ackFrame, deniedFrame, type OutFrame, refusedFrame, step1Frame } from './frames.ts';
import { JoinReply } from './join-reply.ts';
import type { LiveDocument, Offer, Reader } from './live-document.ts';
import type { Access, Merger } from './ports.ts';
import type { RightsHolder } from './rights.ts';
import { withoutStructs } from './update-filter.ts';
import { clientsOf, type ParsedUpdate, parseUpdate } from './update-reader.ts';
import type { Weigher } from './weigher.ts';
import type { ClientFrame } from './wire.ts';

export interface ChannelOptions {
  readonly connection: Connection;
  /** Undefined on document sockets. */
  readonly channel: number | undefined;
  readonly document: LiveDocument;
  readonly access: Access;
  readonly merger: Merger;
  readonly weigher: Weigher;
  readonly limits: Limits;
  readonly now: () => number;
  /** The log cannot take more. */
  readonly storageFull: () => boolean;
  readonly presenceId: () => number | null;
  /** Takes from what this user may bring of new client ids; false when it is used up. */
  readonly mayBringIds: (count: number) => boolean;
  /** Ends this document for this client: the socket, or the channel of a room socket. */
  readonly refuse: (code: ErrorCode) => void;
  readonly onRefused: () => void;
}

interface HeldUpdate {
  readonly frameNumber: number;
  readonly bytes: Uint8Array;
  readonly parsed: ParsedUpdate;
  readonly since: number;
  /** What it waits for; null while it was not judged yet. */
  readonly gap: Gap | null;
}

/** What an update says that this connection may say. */
interface AllowedPart {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedUpdate;
}

/** What was tried: how many bytes, when the document had how many pieces. */
interface Tried {
  readonly bytes: number;
  readonly size: number;
}

/** One connection on one document: rights, counts, acknowledgements and what waits for its dependencies. */
export class Channel implements Reader, Writer, RightsHolder {
  access: Access;
  rightsChecks = 0;
  readonly #options: ChannelOptions;
  readonly #document: LiveDocument;
  readonly #acks: AckQueue | null;
  readonly #reply: JoinReply;
  #held: HeldUpdate[] = [];
  #heldBytes = 0;
  /** What came while an update before it is weighed; null when none is. */
  #behind: { readonly bytes: Uint8Array; readonly step2: boolean }[] | null = null;
  #behindBytes = 0;
  #retryScheduled: NodeJS.Immediate | null = null;
  /** A step 1 was sent and no step 2 has come since. */
  #asked = false;
  #askedAt = 0;
  #deniedAt = Number.NEGATIVE_INFINITY;
  #ended = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.access = options.access;
    this.#document = options.document;
    this.#acks = options.connection.wantsAcks ? new AckQueue() : null;
    this.#reply = new JoinReply({
      document: options.document,
      merger: options.merger,
      connection: options.connection,
      channel: options.channel,
      inboundFrame: options.limits.inboundFrame,
      failed: () => options.refuse('internal'),
    });
    this.#document.readers.add(this);
    this.#document.idleSince = null;
    this.#document.wasOpened = true;
    const presenceId = options.presenceId();
    if (presenceId !== null) this.claim(presenceId);
    this.#ask();
  }

  get ended(): boolean {
    return this.#ended;
  }

  get document(): LiveDocument {
    return this.#document;
  }

  get connection(): Connection {
    return this.#options.connection;
  }

  get userId(): string | null {
    return this.#options.connection.actor?.userId ?? null;
  }

  get connectionNumber(): number {
    return this.#options.connection.number;
  }

  get presenceId(): number | null {
    return this.#options.presenceId();
  }

  /** May throw `MalformedFrameError`; then nothing of the frame was applied. */
  receive(frame: Exclude<ClientFrame, { kind: 'presence' | 'query-presence' }>): void {
    if (this.#ended) return;
    if (frame.kind === 'step1') this.#reply.answer(frame.stateVector);
    else this.#write(frame.update, frame.step2);
  }

  relay(frame: OutFrame): void {
    this.#reply.relay(frame);
  }

  durable(seq: number): void {
    if (this.#acks === null) return;
    if (this.#acks.advance(seq)) this.#options.connection.acksPending();
    if (!this.#acks.waiting) this.#document.waiting.delete(this);
  }

  /** Many updates may come in one tick; what is held is looked at once after them. */
  retryHeld(): void {
    this.#retryScheduled ??= setImmediate(() => {
      this.#retryScheduled = null;
      if (!this.#ended) this.#retry(false);
    });
  }

  lost(code: ErrorCode): void {
    this.refuse(code);
  }

  refuse(code: ErrorCode): void {
    this.#options.refuse(code);
  }

  askAgain(): void {
    this.#ask();
  }

  claim(clientId: number): void {
    if (this.access.canWrite) this.#document.clientIds.claimByPresence(this, clientId);
  }

  changeAccess(access: Access): void {
    const raised = access.canWrite && !this.access.canWrite;
    this.access = access;
    const presenceId = this.presenceId;
    if (raised) {
      if (presenceId !== null) this.claim(presenceId);
      this.#ask();
    } else if (!access.canWrite) {
      this.#document.clientIds.release(this);
      this.#retry(true);
    }
  }

  collectAcks(): void {
    const count = this.#acks?.take() ?? null;
    if (count !== null) this.#options.connection.send(ackFrame(count), this.#options.channel);
  }

  sweep(now: number): void {
    const first = this.#held[0];
    if (first === undefined || this.#behind !== null) return;
    if (now - first.since > this.#options.limits.heldFramesTime) this.#options.refuse('malformed');
    else if (now - this.#askedAt >= 1_000) this.#ask();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#retryScheduled !== null) clearImmediate(this.#retryScheduled);
    this.#held = [];
    this.#behind = null;
    this.#reply.end();
    const document = this.#document;
    document.readers.delete(this);
    document.waiting.delete(this);
    document.holding.delete(this);
    document.clientIds.release(this);
    if (document.readers.size === 0) document.idleSince = this.#options.now();
  }

  #ask(): void {
    if (this.#ended) return;
    this.#asked = true;
    this.#askedAt = this.#options.now();
    this.#options.connection.send(step1Frame(this.#document.stateVector()), this.#options.channel);
  }

  #write(bytes: Uint8Array, step2: boolean): void {
    if (this.#behind !== null) {
      this.#keepBehind(this.#behind, { bytes: new Uint8Array(bytes), step2 });
      return;
    }
    const { index } = this.#document;
    const { limits, mayBringIds, connection } = this.#options;
    // Told from the first bytes, because reading very many of them takes long.
    const tooMany = clientsOf(bytes) > index.clients + limits.newClientIds;
    const parsed = tooMany ? null : parseUpdate(bytes);
    if (parsed === null || !mayBringIds(index.newClients(parsed))) {
      connection.refuse('too_fast');
      return;
    }
    const frameNumber = this.#acks?.arrive() ?? 0;
    if (step2) this.#asked = false;
    this.#judge({ frameNumber, bytes, parsed, since: this.#options.now(), gap: null }, step2);
  }

  #judge(update: HeldUpdate, step2: boolean, tried: Tried | null = null): void {
    const part = this.access.canWrite ? this.#allowedPart(update, step2) : update;
    const verdict = this.#document.index.check(part.parsed);
    if (verdict === 'nothing-new') this.#settle(update.frameNumber);
    else if (!this.access.canWrite) this.#refuseFrame(update.frameNumber, 'read_only');
    else if (this.#options.storageFull()) this.#refuseFrame(update.frameNumber, 'storage_failing');
    else if (verdict === 'new' && !this.#isTried(part, tried) && !this.#isLittleWork(part.parsed))
      void this.#weigh(update, part, step2);
    else this.#offer(update, part);
  }

  /** While it was tried others may have written, and more of it may be allowed now than was tried. */
  #isTried({ bytes, parsed }: AllowedPart, tried: Tried | null): boolean {
    return tried !== null && bytes.length <= tried.bytes && this.#document.work.isStillTried(parsed, tried.size);
  }

  #isLittleWork(parsed: ParsedUpdate): boolean {
    const { work, index, seq } = this.#document;
    return this.userId === null || work.isLittle(parsed, { index, userId: this.userId, seq });
  }

  /** Others go on meanwhile; what this client sends waits, because it builds on the update. */
  async #weigh(update: HeldUpdate, part: AllowedPart, step2: boolean): Promise<void> {
    const own = { ...update, ...copyOf(update.bytes) };
    const bytes = part.bytes === update.bytes ? own.bytes : part.bytes;
    const tried = { bytes: bytes.length, size: this.#document.work.size };
    this.#behind = [];
    this.#behindBytes = 0;
    const { connection, weigher, now } = this.#options;
    try {
      const offered = { bytes, parsed: part.parsed, userId: this.userId ?? '' };
      const weight = await weigher.weigh(this.#document, offered);
      const behind = this.#behind;
      if (this.#ended || behind === null || !connection.receiving) return;
      this.#behind = null;
      // What it may have been that they waited for was on its way.
      this.#held = this.#held.map((held) => ({ ...held, since: now() }));
      if (weight !== 'bearable') {
        connection.refuse(weight === 'too much' ? 'malformed' : 'too_fast');
        return;
      }
      this.#judge(own, step2, tried);
      // One of them may have to be weighed, too; then those after it wait again.
      for (const next of behind) if (!this.#ended) this.#write(next.bytes, next.step2);
      this.#retry(!this.access.canWrite);
    } catch (error) {
      connection.failed(error);
    }
  }

  #keepBehind(behind: { bytes: Uint8Array; step2: boolean }[], frame: { bytes: Uint8Array; step2: boolean }): void {
    const { limits, refuse } = this.#options;
    behind.push(frame);
    this.#behindBytes += frame.bytes.length;
    if (behind.length > limits.heldFrames || this.#behindBytes > limits.inboundFrame) refuse('too_fast');
  }

  #offer(update: HeldUpdate, { bytes, parsed }: AllowedPart): void {
    const offer: Offer = this.#document.offer({ bytes, parsed, userId: this.userId, origin: 'typing', source: this });
    switch (offer.kind) {
      case 'accepted':
      case 'nothing-new':
        this.#settle(update.frameNumber);
        break;
      case 'too-large':
        this.#refuseFrame(update.frameNumber, 'too_large');
        break;
      case 'gap':
        this.#hold(update, offer.gap);
    }
  }

  /** The update without what another connection's client ids are written in. */
  #allowedPart({ bytes, parsed }: HeldUpdate, step2: boolean): AllowedPart {
    const { clientIds, index } = this.#document;
    const ignored = clientIds.ignored({ writer: this, update: parsed, index, step2 });
    if (ignored === null) return { bytes, parsed };
    const rest = withoutStructs(bytes, parsed, ignored, (client) => index.clock(client));
    return { bytes: rest, parsed: parseUpdate(rest) };
  }

  /** The frame is settled when the log is durable up to where it ends now. */
  #settle(frameNumber: number): void {
    if (this.#acks === null) return;
    this.#acks.waitFor(frameNumber, this.#document.seq);
    this.#document.waiting.add(this);
    this.durable(this.#document.durableSeq);
  }

  #refuseFrame(frameNumber: number, code: ErrorCode): void {
    const { connection, channel, now, onRefused } = this.#options;
    onRefused();
    if (this.#acks !== null) {
      connection.send(refusedFrame(frameNumber, code), channel);
      this.#settle(frameNumber);
    } else if (now() - this.#deniedAt >= 1_000) {
      this.#deniedAt = now();
      connection.send(deniedFrame(code), channel);
    }
  }

  #hold(update: HeldUpdate, gap: Gap): void {
    const { limits, refuse } = this.#options;
    this.#heldBytes += update.bytes.length;
    if (this.#held.length >= limits.heldFrames || this.#heldBytes > limits.heldFramesBytes) {
      refuse('malformed');
      return;
    }
    this.#held.push({ ...update, ...(update.gap === null ? copyOf(update.bytes) : {}), gap });
    this.#document.holding.add(this);
    if (!this.#asked) this.#ask();
  }

  /** Judges held updates again whose gap is filled; `all` when the rights have changed. */
  #retry(all: boolean): void {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    for (const update of held) {
      if (this.#ended) return;
      const { gap } = update;
      const isFilled = gap === null || this.#document.index.clock(gap.client) > gap.clock;
      if ((all || isFilled) && this.#behind === null) {
        this.#judgeAgain(update);
      } else {
        this.#held.push(update);
        this.#heldBytes += update.bytes.length;
      }
    }
    if (this.#held.length === 0) this.#document.holding.delete(this);
  }

  /** Outside of the handling of a frame, so nobody else would catch what a contradictory update throws. */
  #judgeAgain(update: HeldUpdate): void {
    try {
      this.#judge(update, true);
    } catch (error) {
      this.#options.connection.failed(error);
    }
  }
}

/** Bytes of their own: what a frame came in may be much larger. */
function copyOf(frame: Uint8Array): AllowedPart {
  const bytes = new Uint8Array(frame);
  return { bytes, parsed: parseUpdate(bytes) };
}
