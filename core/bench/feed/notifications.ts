/** What people ask of notifications, when everything that was liked told its author. */
import type { Database, RawSql } from '@draftroom/drizzle/client';
import { createSubjectPorts } from '../../src/community.ts';
import type { Chance } from '../../src/contract/chance.ts';
import { newId } from '../../src/contract/ids.ts';
import { createAversions } from '../../src/modules/moderation/aversions.ts';
import { listNotificationsSchema } from '../../src/modules/notifications/schema.ts';
import { createNotices, createNotificationsService } from '../../src/modules/notifications/service.ts';
import { createMemoryBus } from '../../src/platform/bus.ts';
import { createEventStore } from '../../src/platform/events.ts';
import { createLogger } from '../../src/platform/logger.ts';
import type { MadeCommunity } from '../../src/seed/community.ts';
import { signedIn } from '../../src/testing/signed-in.ts';
import { one, type Scenario } from './scenarios.ts';

/** One for each reaction; of the last two months some are unread. Busy authors have tens of thousands. */
export async function writeNotifications(raw: RawSql, now: number): Promise<void> {
  await raw.query(
    `insert into notifications (id, user_id, kind, subject, actor_id, count, payload, created_at, changed_at, read_at)
     select substr(md5(r.user_id || r.design_id), 1, 20), d.author_id, 'like', 'design:' || d.id, r.user_id, 1,
       json_build_object('title', d.title, 'excerpt', '', 'path', '/designs/' || d.id),
       r.created_at, r.created_at,
       case when r.turn > 1 or r.created_at < $1::timestamptz - interval '60 days' then r.created_at end
     from (select *, row_number() over (partition by design_id order by created_at desc) as turn from reactions) r
     join designs d on d.id = r.design_id
     where d.author_id <> r.user_id`,
    [new Date(now).toISOString()],
  );
}

export function createNotificationScenarios(
  db: Database,
  { people, designs }: MadeCommunity,
  now: number,
): readonly Scenario[] {
  const clock = { now: () => now };
  const aversions = createAversions(db);
  const events = createEventStore({ db, bus: createMemoryBus(createLogger('error')), clock });
  const notifications = createNotificationsService({
    db,
    events,
    clock,
    queue: { send: async () => {} },
    aversions,
    subjects: createSubjectPorts(db),
    publicUrl: 'http://127.0.0.1',
    linkKey: new Uint8Array(32),
  });
  const notices = createNotices({ aversions, clock });
  // Authors are asked as often as they have designs, so busy ones often.
  const author = (chance: Chance) => signedIn(one(chance, designs).author);
  return [
    {
      name: 'notifications',
      target: 30,
      run: (chance) => notifications.list(author(chance), listNotificationsSchema.parse({})),
    },
    {
      name: 'notifications unread',
      target: 30,
      run: (chance) => notifications.list(author(chance), listNotificationsSchema.parse({ unread: true })),
    },
    {
      name: 'notifications of a rare kind',
      target: 30,
      run: (chance) => notifications.list(author(chance), listNotificationsSchema.parse({ kind: 'mention' })),
    },
    { name: 'notifications counted', target: 30, run: (chance) => notifications.counts(author(chance)) },
    {
      name: 'notifications, one more told',
      target: 30,
      run: async (chance) => {
        const { id, title, author: told } = one(chance, designs);
        const { id: userId, name } = one(chance, people);
        await events.transaction((tx, emit) =>
          notices.tell({ tx, emit }, [
            {
              userId: told.id,
              kind: 'comment',
              subject: `design:${id}`,
              actor: { userId, name, colour: 'teal', avatarId: null },
              about: { title, excerpt: newId(), path: `/designs/${id}` },
            },
          ]),
        );
      },
    },
  ];
}
