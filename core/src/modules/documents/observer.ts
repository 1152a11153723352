/** Listens to the sync engine: tells of changes, keeps the tree's dates up to date, sees to versions and compaction. */
import type { SyncObserver } from '../../sync/ports.ts';
import { tellChange } from './changes.ts';
import { quietTime } from './jobs.ts';
import type { Workspace } from './service/deps.ts';

/** A date in the tree may be this old, so that typing does not write to the database all the time. */
const touchInterval = 15_000;
const mostActive = 10_000;

interface Activity {
  /** Null while no client has opened the document. */
  roomId: string | null;
  touchedAt: number;
  scheduledAt: number;
  /** Null while it is not known whether the document is a text. */
  isText: boolean | null;
  /** What has happened since `touchedAt`. */
  untouched: { at: number; userId: string | null } | null;
}

export function createDocumentObserver(workspace: Workspace, onError: (error: unknown) => void): SyncObserver {
  const { deps, repo } = workspace;
  const active = new Map<string, Activity>();

  /** Documents that only the hub edits are never reported idle: the ones longest without a change are forgotten. */
  function remember(documentId: string, activity: Activity): void {
    active.delete(documentId);
    active.set(documentId, activity);
    const [oldest] = active.keys();
    if (active.size > mostActive && oldest !== undefined) active.delete(oldest);
  }

  async function touch(documentId: string, activity: Activity): Promise<void> {
    const change = activity.untouched;
    if (change === null) return;
    activity.untouched = null;
    activity.touchedAt = change.at;
    await repo.touchDocument(documentId, new Date(change.at), change.userId);
    const roomId = activity.roomId ?? (await repo.roomOf(documentId));
    if (roomId !== undefined) await deps.rooms.touch(roomId, new Date(change.at));
  }

  async function tell(documentId: string, activity: Activity): Promise<void> {
    if (activity.isText === null || activity.roomId === null) {
      const row = await repo.findDocument(documentId);
      if (row === undefined) return;
      activity.isText = row.kind === 'text';
      activity.roomId = row.roomId;
    }
    if (activity.isText) tellChange(deps.bus, { roomId: activity.roomId, documentId });
  }

  async function schedule(documentId: string, activity: Activity, now: number): Promise<void> {
    if (now - activity.scheduledAt < quietTime) return;
    activity.scheduledAt = now;
    await deps.queue.send('document.version', { documentId }, { key: documentId, delayMs: quietTime });
  }

  return {
    documentChanged({ documentId, roomId, seq, userIds }) {
      // The hub's own first update: making a document is no activity in it, and an import makes thousands.
      if (seq <= 1) return;
      const now = deps.clock.now();
      const activity = active.get(documentId) ?? {
        roomId,
        touchedAt: 0,
        scheduledAt: 0,
        isText: null,
        untouched: null,
      };
      activity.roomId ??= roomId;
      remember(documentId, activity);
      activity.untouched = { at: now, userId: userIds.at(-1) ?? activity.untouched?.userId ?? null };
      tell(documentId, activity).catch(onError);
      schedule(documentId, activity, now).catch(onError);
      if (now - activity.touchedAt >= touchInterval) touch(documentId, activity).catch(onError);
    },

    compactionDue(documentId) {
      deps.queue.send('document.compact', { documentId }, { key: documentId }).catch(onError);
    },

    documentIdle(documentId) {
      const activity = active.get(documentId);
      if (activity === undefined) return;
      active.delete(documentId);
      (async () => {
        await touch(documentId, activity);
        await deps.queue.cancel('document.version', documentId);
        await deps.queue.send('document.version', { documentId, now: true }, { key: documentId });
      })().catch(onError);
    },
  };
}
