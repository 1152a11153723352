import { tracked } from '@trpc/server';
import { router, signedInProcedure } from '../../trpc.ts';
import {
  actionPageSchema,
  actionSchema,
  actSchema,
  appealPageSchema,
  appealSchema,
  averseListSchema,
  aversionSchema,
  createAppealSchema,
  createReportSchema,
  decideAppealSchema,
  listActionsSchema,
  listAppealsSchema,
  listReviewSchema,
  listStatementsSchema,
  moderationEventsSchema,
  myStandingSchema,
  personIdSchema,
  reportReceiptSchema,
  reviewDetailSchema,
  reviewItemIdSchema,
  reviewItemSchema,
  reviewPageSchema,
  setAversionSchema,
  statementIdSchema,
  statementPageSchema,
  statementSchema,
  waitingSchema,
} from './schema.ts';

const tags = ['moderation'];

export const reportsRouter = router({
  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/reports', tags, summary: 'Report something to the moderators' } })
    .input(createReportSchema)
    .output(reportReceiptSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.reports.create(ctx.actor, input)),
});

export const moderationRouter = router({
  waiting: signedInProcedure
    .output(waitingSchema)
    .query(({ ctx }) => ctx.services.moderation.review.waiting(ctx.actor)),
  queue: signedInProcedure
    .input(listReviewSchema)
    .output(reviewPageSchema)
    .query(({ ctx, input }) => ctx.services.moderation.review.queue(ctx.actor, input)),
  item: signedInProcedure
    .input(reviewItemIdSchema)
    .output(reviewDetailSchema)
    .query(({ ctx, input }) => ctx.services.moderation.review.item(ctx.actor, input.itemId)),
  claim: signedInProcedure
    .input(reviewItemIdSchema)
    .output(reviewItemSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.review.claim(ctx.actor, input.itemId)),
  release: signedInProcedure
    .input(reviewItemIdSchema)
    .output(reviewItemSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.review.release(ctx.actor, input.itemId)),
  act: signedInProcedure
    .input(actSchema)
    .output(actionSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.review.act(ctx.actor, input)),
  log: signedInProcedure
    .input(listActionsSchema)
    .output(actionPageSchema)
    .query(({ ctx, input }) => ctx.services.moderation.review.log(ctx.actor, input)),
  events: signedInProcedure.input(moderationEventsSchema).subscription(async function* ({ ctx, input, signal }) {
    const request = { lastEventId: input.lastEventId, signal: signal ?? new AbortController().signal };
    for await (const { id, event } of ctx.services.moderation.review.events(ctx.actor, request)) {
      yield tracked(id, event);
    }
  }),
});

export const statementsRouter = router({
  mine: signedInProcedure
    .meta({
      openapi: { method: 'GET', path: '/statements', tags, summary: 'What moderators did about me or my things' },
    })
    .input(listStatementsSchema)
    .output(statementPageSchema)
    .query(({ ctx, input }) => ctx.services.moderation.statements.mine(ctx.actor, input)),
  get: signedInProcedure
    .meta({
      openapi: { method: 'GET', path: '/statements/{statementId}', tags, summary: 'Read a statement of reasons' },
    })
    .input(statementIdSchema)
    .output(statementSchema)
    .query(({ ctx, input }) => ctx.services.moderation.statements.get(ctx.actor, input.statementId)),
  standing: signedInProcedure
    .output(myStandingSchema)
    .query(({ ctx }) => ctx.services.moderation.statements.standing(ctx.actor)),
});

export const appealsRouter = router({
  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/statements/{statementId}/appeal', tags, summary: 'Appeal it' } })
    .input(createAppealSchema)
    .output(statementSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.appeals.create(ctx.actor, input)),
  queue: signedInProcedure
    .input(listAppealsSchema)
    .output(appealPageSchema)
    .query(({ ctx, input }) => ctx.services.moderation.appeals.queue(ctx.actor, input)),
  decide: signedInProcedure
    .input(decideAppealSchema)
    .output(appealSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.appeals.decide(ctx.actor, input)),
});

export const blocksRouter = router({
  of: signedInProcedure
    .input(personIdSchema)
    .output(aversionSchema)
    .query(({ ctx, input }) => ctx.services.moderation.aversionTo(ctx.actor, input.userId)),
  set: signedInProcedure
    .input(setAversionSchema)
    .output(aversionSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.blocks.set(ctx.actor, input)),
  list: signedInProcedure.output(averseListSchema).query(({ ctx }) => ctx.services.moderation.blocks.list(ctx.actor)),
});

export const mutesRouter = router({
  set: signedInProcedure
    .input(setAversionSchema)
    .output(aversionSchema)
    .mutation(({ ctx, input }) => ctx.services.moderation.mutes.set(ctx.actor, input)),
  list: signedInProcedure.output(averseListSchema).query(({ ctx }) => ctx.services.moderation.mutes.list(ctx.actor)),
});
