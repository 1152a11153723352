/** What goes into and comes out of the procedures of critiques and rubrics. Runs anywhere. */
import { contentStandings } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { designAnchorSchema } from '../../contract/design-anchor.ts';
import { idPattern } from '../../contract/ids.ts';
import { mostCriteria, mostPins } from '../../contract/rubric.ts';
import { anyIdSchema, line, paragraph } from '../../contract/words.ts';
import { messageTextSchema, roomPersonSchema } from '../rooms/schema.ts';

export const summaryLength = 4_000;
export const scoreWordsLength = 2_000;

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();
const scoreSchema = z.number().int().min(1, 'Give 1 to 5.').max(5, 'Give 1 to 5.');

export const criterionSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: line(60).min(1, 'Name the criterion.'),
  question: line(200).default(''),
});
export type Criterion = z.infer<typeof criterionSchema>;

// ---- rubrics ------------------------------------------------------------------------------------------------------

export const rubricSchema = z.object({
  /** `default` for the one that every hub has. */
  id: z.string(),
  name: z.string(),
  criteria: z.array(criterionSchema),
  mine: z.boolean(),
});
export type Rubric = z.infer<typeof rubricSchema>;
/** The default one first, then my own, newest first. */
export const rubricListSchema = z.object({ items: z.array(rubricSchema) });

const criteriaSchema = z
  .array(criterionSchema)
  .min(1, 'Ask for at least one thing.')
  .max(mostCriteria, `Ask for at most ${mostCriteria} things.`)
  .refine((criteria) => new Set(criteria.map(({ id }) => id)).size === criteria.length, 'Each criterion once.');
export const createRubricSchema = z.object({ name: line(60).min(1, 'Name the rubric.'), criteria: criteriaSchema });
export type CreateRubric = z.infer<typeof createRubricSchema>;
export const rubricIdSchema = z.object({ rubricId: anyIdSchema });
export const updateRubricSchema = createRubricSchema.extend({ rubricId: anyIdSchema });

// ---- critiques ----------------------------------------------------------------------------------------------------

/** A thread on the design that a score points at. */
export const pinSchema = z.object({
  threadId: idSchema,
  anchor: designAnchorSchema,
  /** What its first comment says; empty when that is not mine to read. */
  words: z.string(),
  /** Removed since, or nothing of it is mine to read: only its place is left. */
  gone: z.boolean(),
});
export type Pin = z.infer<typeof pinSchema>;

export const critiqueSchema = z.object({
  id: idSchema,
  designId: idSchema,
  release: z.object({ id: idSchema, seq: z.number().int() }),
  /** Null when the account is gone. */
  author: roomPersonSchema.nullable(),
  /** The rubric as it was asked. */
  criteria: z.array(criterionSchema),
  scores: z.array(
    z.object({ criterionId: z.string(), score: scoreSchema, words: z.string(), pins: z.array(pinSchema) }),
  ),
  summary: z.string(),
  standing: z.enum(contentStandings),
  helpfulCount: z.number().int(),
  /** My own vote; null when I gave none. */
  helpful: z.boolean().nullable(),
  createdAt: instantSchema,
  editedAt: instantSchema.nullable(),
  mine: z.boolean(),
});
export type Critique = z.infer<typeof critiqueSchema>;

export const listCritiquesSchema = z.object({
  designId: anyIdSchema,
  /** Of one release; without: of all. */
  seq: z.number().int().min(1).max(1e6).optional(),
});
export type ListCritiques = z.infer<typeof listCritiquesSchema>;
/** The most helpful first, then the newest. */
export const critiqueListSchema = z.object({
  items: z.array(critiqueSchema),
  /** Means over the critiques listed, by criterion. */
  means: z.array(z.object({ criterionId: z.string(), name: z.string(), mean: z.number(), count: z.number().int() })),
  /** What a critique of this design scores. */
  rubric: rubricSchema,
});
export type CritiqueList = z.infer<typeof critiqueListSchema>;
export const critiqueIdSchema = z.object({ critiqueId: anyIdSchema });

/** What a score points at: threads that are there, or places where threads begin with it. At least one of them. */
const scoreInputSchema = z.object({
  criterionId: z.string().max(32),
  score: scoreSchema,
  words: paragraph(scoreWordsLength).default(''),
  threadIds: z.array(anyIdSchema).max(mostPins).default([]),
  pins: z
    .array(z.object({ anchor: designAnchorSchema, text: messageTextSchema }))
    .max(mostPins)
    .default([]),
});
export type ScoreInput = z.infer<typeof scoreInputSchema>;
const scoresSchema = z.array(scoreInputSchema).min(1).max(mostCriteria);
const summarySchema = paragraph(summaryLength).pipe(z.string().min(1, 'Sum it up in a sentence or two.'));

export const createCritiqueSchema = z.object({
  designId: anyIdSchema,
  /** Without: the newest release. */
  seq: z.number().int().min(1).max(1e6).optional(),
  scores: scoresSchema,
  summary: summarySchema,
});
export type CreateCritique = z.infer<typeof createCritiqueSchema>;
export const updateCritiqueSchema = critiqueIdSchema.extend({ scores: scoresSchema, summary: summarySchema });
export type UpdateCritique = z.infer<typeof updateCritiqueSchema>;

/** Null takes the vote back. */
export const voteSchema = critiqueIdSchema.extend({ helpful: z.boolean().nullable() });
export const votedSchema = z.object({ helpful: z.boolean().nullable(), helpfulCount: z.number().int() });
export type Voted = z.infer<typeof votedSchema>;

export const critiquesByPersonSchema = z.object({
  userId: anyIdSchema,
  cursor: idSchema.optional(),
  limit: z.number().int().min(1).max(50).default(20),
});
export type CritiquesByPerson = z.infer<typeof critiquesByPersonSchema>;
/** Newest first; of designs that anybody may find. */
export const personCritiquesSchema = z.object({
  items: z.array(
    z.object({
      id: idSchema,
      design: z.object({ id: idSchema, title: z.string() }),
      summary: z.string(),
      /** Of its scores. */
      mean: z.number(),
      helpfulCount: z.number().int(),
      createdAt: instantSchema,
    }),
  ),
  nextCursor: idSchema.nullable(),
  given: z.number().int(),
  /** Votes that found one of them helpful. */
  helpful: z.number().int(),
});
export type PersonCritiques = z.infer<typeof personCritiquesSchema>;

/** What the stream of a design carries about critiques: hints without words. */
export const critiqueEventSchemas = {
  'critique.changed': z.object({ critiqueId: idSchema, by: idSchema.nullable() }),
} as const;
