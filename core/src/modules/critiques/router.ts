import { publicProcedure, router, signedInProcedure } from '../../trpc.ts';
import { doneSchema } from '../rooms/schema.ts';
import {
  createCritiqueSchema,
  createRubricSchema,
  critiqueIdSchema,
  critiqueListSchema,
  critiqueSchema,
  critiquesByPersonSchema,
  listCritiquesSchema,
  personCritiquesSchema,
  rubricIdSchema,
  rubricListSchema,
  rubricSchema,
  updateCritiqueSchema,
  updateRubricSchema,
  votedSchema,
  voteSchema,
} from './schema.ts';

const tags = ['critiques'];

export const critiquesRouter = router({
  list: publicProcedure
    .meta({ openapi: { method: 'GET', path: '/designs/{designId}/critiques', tags, summary: 'Critiques of a design' } })
    .input(listCritiquesSchema)
    .output(critiqueListSchema)
    .query(({ ctx, input }) => ctx.services.critiques.list(ctx.actor, input)),
  get: publicProcedure
    .input(critiqueIdSchema)
    .output(critiqueSchema)
    .query(({ ctx, input }) => ctx.services.critiques.get(ctx.actor, input.critiqueId)),
  create: signedInProcedure
    .meta({ openapi: { method: 'POST', path: '/designs/{designId}/critiques', tags, summary: 'Give a critique' } })
    .input(createCritiqueSchema)
    .output(critiqueSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.create(ctx.actor, input)),
  update: signedInProcedure
    .input(updateCritiqueSchema)
    .output(critiqueSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.update(ctx.actor, input)),
  remove: signedInProcedure
    .input(critiqueIdSchema)
    .output(doneSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.remove(ctx.actor, input.critiqueId)),
  vote: signedInProcedure
    .input(voteSchema)
    .output(votedSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.vote(ctx.actor, input)),
  byPerson: publicProcedure
    .input(critiquesByPersonSchema)
    .output(personCritiquesSchema)
    .query(({ ctx, input }) => ctx.services.critiques.byPerson(ctx.actor, input)),
});

export const rubricsRouter = router({
  list: signedInProcedure.output(rubricListSchema).query(({ ctx }) => ctx.services.critiques.rubrics.list(ctx.actor)),
  create: signedInProcedure
    .input(createRubricSchema)
    .output(rubricSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.rubrics.create(ctx.actor, input)),
  update: signedInProcedure
    .input(updateRubricSchema)
    .output(rubricSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.rubrics.update(ctx.actor, input)),
  remove: signedInProcedure
    .input(rubricIdSchema)
    .output(doneSchema)
    .mutation(({ ctx, input }) => ctx.services.critiques.rubrics.remove(ctx.actor, input.rubricId)),
});
