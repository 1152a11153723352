/** The use cases of notifications. */
import { createChoices } from './service/choices.ts';
import type { NotificationsDeps } from './service/deps.ts';
import { createDigests } from './service/digest.ts';
import { createNotificationReads } from './service/read.ts';

export { createNotices } from './service/tell.ts';
export type NotificationsService = ReturnType<typeof createNotificationsService>;

export function createNotificationsService(deps: NotificationsDeps) {
  const { choices, digest } = createChoices(deps);
  return { ...createNotificationReads(deps), choices, digest: { ...digest, ...createDigests(deps) } };
}
