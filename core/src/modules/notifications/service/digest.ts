/** Mails of what is unread: to people whose time has come, to confirmed addresses, and only when there is something. */
import { notificationKinds } from '@draftroom/drizzle/enums';
import { digestMail } from '../digest-mail.ts';
import type { DigestRow } from '../repo/digest-repo.ts';
import { createNotificationsRepo } from '../repo.ts';
import { nextDue } from './cadence.ts';
import { choiceOf, type NotificationsDeps, stillSeen } from './deps.ts';
import { writeUnsubscribeToken } from './unsubscribe-token.ts';

const peopleAtOnce = 200;
/** More than these are “and more” in the mail, and carried by it all the same. */
const mostCarried = 200;

export function createDigests(deps: NotificationsDeps) {
  const repo = createNotificationsRepo(deps.db);

  return {
    /**
     * Can be stopped and run again, also by several processes at once: a person is claimed by moving their time on, and
     * a notification by its mark, both before the mail is on its way. Rather one digest lost than one sent twice.
     */
    async sendDue(signal: AbortSignal): Promise<number> {
      let sent = 0;
      for (;;) {
        const now = new Date(deps.clock.now());
        const due = await repo.digests.due(now, peopleAtOnce);
        for (const row of due) {
          signal.throwIfAborted();
          if (!(await repo.digests.claim(row, nextDue(row.cadence, row.dueAt, now)))) continue;
          if (await send(row, now)) sent += 1;
        }
        if (due.length < peopleAtOnce) return sent;
      }
    },
  };

  async function send({ userId, cadence }: DigestRow, now: Date): Promise<boolean> {
    const reader = await repo.digests.reader(userId);
    if (reader === undefined || !reader.emailVerified || cadence === 'never') return false;
    const chosen = await repo.choices(userId);
    const kinds = notificationKinds.filter((kind) => {
      const { show, mail } = choiceOf(chosen, kind);
      return show && mail;
    });
    const rows = await repo.list({ userId, unmailed: true, kinds, limit: mostCarried });
    const seen = await stillSeen(deps, userId, rows);
    const fresh = await repo.digests.markMailed(
      seen.map(({ id }) => id),
      now,
    );
    const items = seen.filter(({ id }) => fresh.has(id));
    if (items.length === 0) return false;
    const unsubscribeUrl = `${deps.publicUrl}/unsubscribe?token=${writeUnsubscribeToken(deps.linkKey, userId)}`;
    await deps.queue.send(
      'mail.send',
      digestMail({ reader, items, cadence, publicUrl: deps.publicUrl, unsubscribeUrl }),
    );
    return true;
  }
}
