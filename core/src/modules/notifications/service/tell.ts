/** Telling people, inside the transaction of what is told. */
import { newId } from '../../../contract/ids.ts';
import { hubSayings } from '../../../contract/sayings.ts';
import type { Notice, Notices, Work } from '../../../platform/community-ports.ts';
import type { UserEvent } from '../../events/schema.ts';
import { countsOnce, defaultChoice, isFixed } from '../policy.ts';
import { createNotificationsRepo, type NotificationsRepo, type Toldable } from '../repo.ts';
import { defaultCadence, nextDue } from './cadence.ts';
import type { NotificationsDeps } from './deps.ts';

export function createNotices(deps: Pick<NotificationsDeps, 'aversions' | 'clock'>): Notices {
  return {
    async tell({ tx, emit }, notices) {
      const repo = createNotificationsRepo(tx);
      const wanted = await wantedAmong(repo, deps, tx, notices);
      if (wanted.length === 0) return;
      const now = new Date(deps.clock.now());
      const told = await repo.tell(groupsOf(wanted, now.getTime()), now);
      for (const { userId, ...notification } of told) {
        const payload = { notification: { ...notification, changedAt: now.toISOString() } };
        const event: UserEvent = { type: 'notification.changed', payload };
        emit(`user:${userId}`, event.type, event.payload);
      }
      const mailed = new Set(wanted.filter(({ kind }) => defaultChoice(kind).mail).map(({ userId }) => userId));
      const dueAt = nextDue(defaultCadence, now, now);
      await repo.digests.begin([...mailed].sort().map((userId) => ({ userId, cadence: defaultCadence, dueAt })));
    },

    async forget({ tx }, source) {
      await createNotificationsRepo(tx).forget(source);
    },
  };
}

/** Without people’s own deeds, those of whom they avoid, and what they chose not to hear of or have just heard. */
async function wantedAmong(
  repo: NotificationsRepo,
  { aversions }: Pick<NotificationsDeps, 'aversions'>,
  tx: Work['tx'],
  notices: readonly Notice[],
): Promise<Notice[]> {
  let wanted = notices.filter(({ userId, actor }) => actor?.userId !== userId);
  const actorIds = new Set(wanted.flatMap(({ actor }) => (actor === null ? [] : [actor.userId])));
  for (const actorId of actorIds) {
    const ofActor = (notice: Notice) => notice.actor?.userId === actorId;
    const among = [...new Set(wanted.filter(ofActor).map(({ userId }) => userId))];
    const averse = await aversions.averseTo(tx, actorId, among);
    wanted = wanted.filter((notice) => !(ofActor(notice) && averse.has(notice.userId)));
    if (!wanted.some((notice) => ofActor(notice) && countsOnce(notice.kind))) continue;
    const standing = await repo.standing(among, actorId);
    wanted = wanted.filter((notice) => !(ofActor(notice) && countsOnce(notice.kind) && standing.has(keyOf(notice))));
  }
  if (wanted.length === 0) return [];
  const userIds = [...new Set(wanted.map(({ userId }) => userId))];
  const unwanted = await repo.unwanted(userIds, [...new Set(wanted.map(({ kind }) => kind))]);
  return wanted.filter(({ userId, kind }) => isFixed(kind) || !unwanted.has(`${userId} ${kind}`));
}

/** One for each person, kind and subject, with the newest words; in an order that all who tell at once share. */
function groupsOf(notices: readonly Notice[], now: number): Toldable[] {
  const groups = [...Map.groupBy(notices, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  return groups.flatMap(([, group]) => {
    const newest = group.at(-1);
    if (newest === undefined) return [];
    const { userId, kind, subject, actor, about } = newest;
    return {
      id: newId(now),
      userId,
      kind,
      subject,
      actorId: actor?.userId ?? null,
      actorIds: [...new Set(group.flatMap((notice) => (notice.actor === null ? [] : [notice.actor.userId])))],
      title: about.title,
      excerpt: about.excerpt ?? (about.said === undefined ? '' : hubSayings[about.said]),
      path: about.path,
      said: about.said ?? null,
      source: about.source ?? null,
    };
  });
}

const keyOf = ({ userId, kind, subject }: Notice): string => `${userId} ${kind} ${subject}`;
