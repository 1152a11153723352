/** What a person reads of what was done to them or their things. */
import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { authoriseModerator } from '../policy.ts';
import type { ActionPage, ListActions, MyStanding, Statement, StatementPage } from '../schema.ts';
import { waitingCap } from '../schema.ts';
import type { ModerationCore } from './deps.ts';
import { pageOf, toActions, toStatement } from './view.ts';

export function createStatementUseCases(core: ModerationCore) {
  const { repo } = core;

  return {
    async mine(actor: SignedInActor, input: { cursor?: string | undefined; limit: number }): Promise<StatementPage> {
      const rows = await repo.actions.listOf(actor.userId, { before: input.cursor ?? null, limit: input.limit + 1 });
      const { page, nextCursor } = pageOf(rows, input.limit, ({ action }) => action.id);
      const appeals = await repo.appeals.ofActions(page.map(({ action }) => action.id));
      const items = await Promise.all(page.map(({ action }) => toStatement(core, action, appeals.get(action.id))));
      return { items, nextCursor };
    },

    /** Reading it once marks it as read. */
    async get(actor: SignedInActor, statementId: string): Promise<Statement> {
      const action = await repo.actions.find(statementId);
      if (action === undefined || action.subjectId !== actor.userId || action.kind === 'none') {
        throw new HubError('not_found');
      }
      const readAt = action.readAt ?? core.now();
      if (action.readAt === null) await repo.actions.setRead(action.id, readAt);
      const appeals = await repo.appeals.ofActions([action.id]);
      return await toStatement(core, { ...action, readAt }, appeals.get(action.id));
    },

    async standing(actor: SignedInActor): Promise<MyStanding> {
      const restriction = await repo.actions.restriction(actor.userId, core.now());
      return {
        restriction:
          restriction === null
            ? null
            : {
                kind: restriction.kind,
                until: restriction.until?.toISOString() ?? null,
                statementId: restriction.actionId,
              },
        unread: await repo.actions.countUnread(actor.userId, waitingCap),
      };
    },

    /** Everything that was done, for moderators. */
    async log(actor: SignedInActor, input: ListActions): Promise<ActionPage> {
      authoriseModerator(actor);
      const { kind, cursor, limit } = input;
      const rows = await repo.actions.listAll({ kind, before: cursor ?? null, limit: limit + 1 });
      const { page, nextCursor } = pageOf(rows, limit, ({ action }) => action.id);
      return { items: await toActions(core, page), nextCursor };
    },
  };
}
