import { notificationKinds } from '@draftroom/drizzle/enums';
import type { SignedInActor } from '../../../platform/actor.ts';
import { authoriseChoice, isFixed } from '../policy.ts';
import { createNotificationsRepo } from '../repo.ts';
import type { Digest, NotificationChoice, NotificationChoices } from '../schema.ts';
import { defaultCadence, nextDue } from './cadence.ts';
import { choiceOf, type NotificationsDeps } from './deps.ts';
import { readUnsubscribeToken } from './unsubscribe-token.ts';

export function createChoices(deps: NotificationsDeps) {
  const repo = createNotificationsRepo(deps.db);

  async function setCadence(userId: string, cadence: Digest['cadence']): Promise<void> {
    const now = new Date(deps.clock.now());
    const before = await repo.digests.find(userId);
    // The same again moves nothing.
    if (before?.cadence === cadence) return;
    await repo.digests.set({ userId, cadence, dueAt: nextDue(cadence, now, now) });
  }

  const choices = {
    async get({ userId }: SignedInActor): Promise<NotificationChoices> {
      const chosen = await repo.choices(userId);
      return { items: notificationKinds.map((kind) => ({ ...choiceOf(chosen, kind), fixed: isFixed(kind) })) };
    },

    async set(actor: SignedInActor, choice: NotificationChoice): Promise<NotificationChoices> {
      await repo.setChoice(actor.userId, authoriseChoice(choice));
      return await choices.get(actor);
    },
  };

  const digest = {
    async get({ userId, emailVerified }: SignedInActor): Promise<Digest> {
      const row = await repo.digests.find(userId);
      const cadence = row?.cadence ?? defaultCadence;
      const dueAt = row === undefined || cadence === 'never' ? null : row.dueAt.toISOString();
      return { cadence, dueAt, emailVerified };
    },

    async set(actor: SignedInActor, cadence: Digest['cadence']): Promise<Digest> {
      await setCadence(actor.userId, cadence);
      return await digest.get(actor);
    },

    /** Throws `bad_token` for a link that is not whole. */
    checkToken(token: string): void {
      readUnsubscribeToken(deps.linkKey, token);
    },

    /** By the link in a mail, without a sign-in: whoever holds the mail may stop it, and nothing else. */
    async unsubscribe(token: string): Promise<void> {
      const userId = readUnsubscribeToken(deps.linkKey, token);
      if ((await repo.digests.reader(userId)) === undefined) return;
      await setCadence(userId, 'never');
    },
  };
  return { choices, digest };
}
