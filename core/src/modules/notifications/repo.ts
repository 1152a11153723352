import type { Database } from '@draftroom/drizzle/client';
import { createDigestRepo } from './repo/digest-repo.ts';
import { createNotificationRepo } from './repo/notification-repo.ts';
import { createTellingRepo } from './repo/telling-repo.ts';

export type { NotificationRow } from './repo/notification-repo.ts';
export type { Toldable } from './repo/telling-repo.ts';

/** Tables of notifications, over the database or one transaction of it. */
export function createNotificationsRepo(db: Database) {
  return { ...createTellingRepo(db), ...createNotificationRepo(db), digests: createDigestRepo(db) };
}

export type NotificationsRepo = ReturnType<typeof createNotificationsRepo>;
