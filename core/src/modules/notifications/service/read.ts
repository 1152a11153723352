import { HubError } from '../../../contract/errors.ts';
import { idPattern } from '../../../contract/ids.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { UserEvent } from '../../events/schema.ts';
import { authoriseMark } from '../policy.ts';
import { createNotificationsRepo, type NotificationRow } from '../repo.ts';
import {
  type ListNotifications,
  type MarkNotificationRead,
  type Notification,
  type NotificationCounts,
  type NotificationPage,
  saidSchema,
  unreadCap,
} from '../schema.ts';
import { type NotificationsDeps, stillSeen } from './deps.ts';

/** Pages of the table that one call looks through for something that may still be seen. */
const mostPages = 5;

export function createNotificationReads(deps: NotificationsDeps) {
  const repo = createNotificationsRepo(deps.db);

  return {
    async list({ userId }: SignedInActor, input: ListNotifications): Promise<NotificationPage> {
      const { unread, kind, limit } = input;
      let after = readCursor(input.cursor);
      for (let pages = 1; ; pages++) {
        const kinds = kind === undefined ? undefined : [kind];
        const rows = await repo.list({ userId, unread, kinds, after, limit: limit + 1 });
        const page = rows.slice(0, limit);
        const items = (await stillSeen(deps, userId, page)).map(toNotification);
        const last = page.at(-1);
        after = rows.length > limit && last !== undefined ? last : undefined;
        if (items.length > 0 || after === undefined || pages === mostPages) {
          return { items, nextCursor: after === undefined ? null : writeCursor(after) };
        }
      }
    },

    async counts({ userId }: SignedInActor): Promise<NotificationCounts> {
      // Some may be of what can be seen no more, so more are looked at than are counted.
      const rows = await repo.list({ userId, unread: true, limit: 2 * unreadCap });
      return { unread: Math.min((await stillSeen(deps, userId, rows)).length, unreadCap) };
    },

    async markRead(actor: SignedInActor, input: MarkNotificationRead): Promise<NotificationCounts> {
      const { userId } = actor;
      const { notificationId, andOlder } = input;
      await deps.events.transaction(async (tx, emit) => {
        const held = createNotificationsRepo(tx);
        const row = authoriseMark(userId, await held.find(notificationId));
        const marked = await held.markRead(row, { andOlder, at: new Date(deps.clock.now()) });
        if (marked === 0) return;
        const event: UserEvent = { type: 'notification.read', payload: { notificationId: row.id, andOlder } };
        emit(`user:${userId}`, event.type, event.payload);
      });
      return await this.counts(actor);
    },

    /** For a daily job. */
    async removeOld(before: number, signal: AbortSignal): Promise<void> {
      while ((await repo.removeOld(new Date(before), 1_000)) > 0) signal.throwIfAborted();
    },
  };
}

function toNotification({ userId: _userId, payload, changedAt, readAt, ...row }: NotificationRow): Notification {
  const { title, excerpt, path } = payload;
  const said = saidSchema.safeParse(payload.said).data ?? null;
  return { ...row, title, excerpt, path, said, changedAt: changedAt.toISOString(), read: readAt !== null };
}

function writeCursor({ changedAt, id }: { changedAt: Date; id: string }): string {
  return `${changedAt.getTime()}.${id}`;
}

function readCursor(cursor: string | undefined): { changedAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [time = '', id = ''] = cursor.split('.');
  // Fourteen digits: a time that the database can hold.
  if (!/^\d{1,14}$/.test(time) || !idPattern.test(id)) throw new HubError('invalid_input', { cursor: 'unknown' });
  return { changedAt: new Date(Number(time)), id };
}
