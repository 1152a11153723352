/** Leaving for good: asked for, called off within the days of grace, or done by a job. */
import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { deletionMails } from '../deletion-mails.ts';
import { createDeletionRepo, type DeletionRow } from '../repo/deletion-repo.ts';
import { createEraseRepo } from '../repo/erase-repo.ts';
import { redactEvents } from '../repo/redact-events-repo.ts';
import { type DeletionStatus, deletionGraceDays, freshSignInMinutes, type RequestDeletion } from '../schema.ts';
import { type AccountDataDeps, dayMs } from './deps.ts';

export function createDeletion(deps: AccountDataDeps) {
  const { clock, queue } = deps;
  const { newSecret, hashSecret } = deps.secrets;
  const repo = createDeletionRepo(deps.db);
  const mails = deletionMails(deps.publicUrl);

  const deletion = {
    async status({ userId }: SignedInActor): Promise<DeletionStatus> {
      return { request: toRequest(await repo.find(userId)) };
    },

    /** Asked again, the newest counts, from now on. */
    async request(
      actor: SignedInActor,
      { mode, password }: RequestDeletion,
      origin: { address: string },
    ): Promise<DeletionStatus> {
      const proof = { password, freshFor: freshSignInMinutes * 60_000 };
      const { email } = await deps.accounts.confirmIdentity(actor, proof, origin);
      const secret = newSecret();
      const requestedAt = new Date(clock.now());
      const dueAt = new Date(clock.now() + deletionGraceDays * dayMs);
      const row = { userId: actor.userId, mode, requestedAt, dueAt, cancelHash: hashSecret(secret) };
      if (!(await repo.put(row))) throw new HubError('already_done');
      await queue.send('mail.send', mails.requested({ to: email, name: actor.name, mode, dueAt, secret }));
      return await deletion.status(actor);
    },

    async cancel(actor: SignedInActor): Promise<DeletionStatus> {
      await repo.cancel({ userId: actor.userId });
      return await deletion.status(actor);
    },

    /** Throws `bad_token` when there is nothing to call off with it. */
    async checkToken(token: string): Promise<void> {
      if (!(await repo.isOpen(hashSecret(token)))) throw new HubError('bad_token');
    },

    async cancelByToken(token: string): Promise<void> {
      if (!(await repo.cancel({ cancelHash: hashSecret(token) }))) throw new HubError('bad_token');
    },

    /** For a daily job; also what an earlier run began and could not end. */
    async queueDue(): Promise<void> {
      for (const userId of await repo.due(new Date(clock.now()))) {
        await queue.send('account.delete', { userId }, { key: userId });
      }
    },

    /**
     * The job. Each step can be done again, and the row that asks for it goes last, with the account: cut off anywhere,
     * the next run ends it. Sign-in ends first, so that nobody adds to what is being removed.
     */
    async execute(userId: string, signal: AbortSignal): Promise<void> {
      const row = await repo.begin(userId, new Date(clock.now()));
      if (row === undefined) return;
      await deps.accounts.shutOut(userId);
      await deps.rooms.leaveAll(userId);
      signal.throwIfAborted();
      await deps.db.transaction(async (tx) => {
        const erase = createEraseRepo(tx, { userId, at: new Date(clock.now()), rankOf: deps.ranking.rankOf });
        await erase.deeds();
        if (row.mode === 'wipe') await erase.words();
        else await erase.hiddenDesigns();
        await erase.names();
      });
      signal.throwIfAborted();
      await redactEvents(deps.db, { userId, wordless: row.mode === 'wipe' });
      await deps.accounts.removeAccount(userId, { mode: row.mode });
    },
  };
  return deletion;
}

function toRequest(row: DeletionRow | undefined): DeletionStatus['request'] {
  if (row === undefined) return null;
  const { mode, requestedAt, dueAt } = row;
  return { mode, requestedAt: requestedAt.toISOString(), dueAt: dueAt.toISOString() };
}
