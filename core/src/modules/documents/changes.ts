/**
 * Tells who keeps a copy of a room's texts which of them to read again, without an open document for each. Carries no
 * content, and nothing is kept: whoever was away looks at everything again.
 */
import type { Actor } from '../../platform/actor.ts';
import type { Bus } from '../../platform/ports.ts';
import { userIdOf } from './policy.ts';
import type { DocumentChange } from './schema.ts';
import type { Workspace } from './service/deps.ts';

const topicOf = (roomId: string): string => `documents.changed:${roomId}`;

/** For every process; whoever calls sees to it that it is at most once a second for a document. */
export function tellChange(bus: Pick<Bus, 'publish'>, change: { roomId: string; documentId: string }): void {
  bus.publish(topicOf(change.roomId), change.documentId);
}

/**
 * Starts with `ready`: what is read after it misses nothing. `reload`: changes may have been missed. Ends with the
 * policy's error as soon as the reader may no longer read.
 */
export async function* documentChanges(
  workspace: Workspace,
  actor: Actor,
  { roomId, signal }: { roomId: string; signal: AbortSignal },
): AsyncGenerator<DocumentChange, void, undefined> {
  const { bus, rooms } = workspace.deps;
  const userId = userIdOf(actor);
  const waiting = new Set<string>();
  let gap = false;
  let lost: { error: unknown } | null = null;
  let wake: () => void = () => undefined;
  const check = () =>
    workspace.room(actor, roomId, 'read').catch((error: unknown) => {
      lost ??= { error };
      wake();
    });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  // Listening starts before the first check: a change between that and the first event must not slip through.
  const ends = [
    bus.subscribe(topicOf(roomId), (documentId) => {
      waiting.add(documentId);
      wake();
    }),
    bus.onGap(() => {
      gap = true;
      void check();
      wake();
    }),
    rooms.onAccessChanged((change) => {
      if (change.roomId === roomId && (change.userId === undefined || change.userId === userId)) void check();
    }),
  ];
  const failure = () => lost;
  try {
    await workspace.room(actor, roomId, 'read');
    yield { type: 'ready' };
    while (!signal.aborted) {
      const ended = failure();
      if (ended !== null) throw ended.error;
      const [documentId] = waiting;
      if (gap) {
        gap = false;
        waiting.clear();
        yield { type: 'reload' };
      } else if (documentId === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          // What came while nobody waited has woken nobody.
          if (signal.aborted || gap || waiting.size > 0 || failure() !== null) resolve();
        });
      } else {
        waiting.delete(documentId);
        yield { type: 'changed', documentId };
      }
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    for (const end of ends) end();
  }
}
