/** What goes into and comes out of the procedures of reports, review, statements, appeals, blocks and mutes. Runs anywhere. */
import {
  appealStates,
  contentStandings,
  moderationActionKinds,
  reportReasons,
  reportTargets,
} from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { anyIdSchema, paragraph } from '../../contract/words.ts';
import { roomPersonSchema } from '../rooms/schema.ts';

export const reportWordsLength = 1_000;
export const statementLength = 4_000;
/** So short a statement explains nothing. */
export const leastStatement = 40;
export const appealLength = 4_000;
export const leastAnswer = 20;
/** Counts of what waits stop here; show it as “99+”. */
export const waitingCap = 100;
/** A limit or suspension ends within a year, unless an admin makes it permanent. */
export const longestRestrictionDays = 365;

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();
const reasonSchema = z.enum(reportReasons);
const actionKindSchema = z.enum(moderationActionKinds);

/** What moderators decide by themselves; `hold` is done by checks alone. */
export const decisionKinds = ['none', 'warn', 'hide', 'remove', 'limit', 'suspend'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** What a check found in something new, and so held it. */
export const findings = [
  'many_links',
  'hidden_link',
  'repeated',
  'many_mentions',
  'hidden_characters',
  'limited',
] as const;
export type Finding = (typeof findings)[number];

/** Why something is before the moderators: people reported it, a check held it, or its owner's things wait by a limit. */
export const reviewSources = ['report', 'spam', 'limit'] as const;
export type ReviewSource = (typeof reviewSources)[number];

/** The thing that it is about. Title and path are null when nothing is left of it. */
export const targetSchema = z.object({
  type: z.enum(reportTargets),
  id: z.string(),
  title: z.string().nullable(),
  /** A path of the web. */
  path: z.string().nullable(),
});
export type Target = z.infer<typeof targetSchema>;

/** As its module describes it: words under their names, ids of pictures. For showing only. */
const snapshotSchema = z.record(z.string(), z.unknown());

/** Address of the picture of a snapshot, signed for an hour or two; null where it has none. */
const pictureSchema = z.string().nullable();

// ---- reports ------------------------------------------------------------------------------------------------------

export const createReportSchema = z.object({
  targetType: z.enum(reportTargets),
  targetId: anyIdSchema,
  reason: reasonSchema,
  words: paragraph(reportWordsLength).default(''),
});
export type CreateReport = z.infer<typeof createReportSchema>;
export const reportReceiptSchema = z.object({ id: idSchema, createdAt: instantSchema });
export type ReportReceipt = z.infer<typeof reportReceiptSchema>;

// ---- review -------------------------------------------------------------------------------------------------------

export const reviewItemSchema = z.object({
  id: idSchema,
  target: targetSchema,
  /** How it stands now; null when it is gone. */
  standing: z.enum(contentStandings).nullable(),
  owner: roomPersonSchema.nullable(),
  source: z.enum(reviewSources),
  findings: z.array(z.enum(findings)),
  weight: z.number(),
  reportCount: z.number().int(),
  /** Each reason that was given, the most frequent first. */
  reasons: z.array(z.object({ reason: reasonSchema, count: z.number().int() })),
  claimedBy: roomPersonSchema.nullable(),
  claimedAt: instantSchema.nullable(),
  createdAt: instantSchema,
  changedAt: instantSchema,
  closedAt: instantSchema.nullable(),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

export const cursorSchema = z.string().max(200);
const pageInput = { cursor: cursorSchema.optional(), limit: z.number().int().min(1).max(100).default(30) };
const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: cursorSchema.nullable() });

/** The heaviest first. `mine`: what I claimed. `closed`: what was decided, the newest first. */
export const listReviewSchema = z.object({ scope: z.enum(['open', 'mine', 'closed']).default('open'), ...pageInput });
export type ListReview = z.infer<typeof listReviewSchema>;
export const reviewPageSchema = pageOf(reviewItemSchema);
export type ReviewPage = z.infer<typeof reviewPageSchema>;

/** Something that was done, as moderators see it. */
export const actionSchema = z.object({
  id: idSchema,
  kind: actionKindSchema,
  reason: reasonSchema,
  statement: z.string(),
  target: targetSchema,
  subject: roomPersonSchema.nullable(),
  /** Null for a check, or when the account is gone. */
  actor: roomPersonSchema.nullable(),
  automated: z.boolean(),
  createdAt: instantSchema,
  /** Of limits and suspensions; null there: permanent. */
  expiresAt: instantSchema.nullable(),
  reversedAt: instantSchema.nullable(),
  appeal: z.enum(appealStates).nullable(),
});
export type Action = z.infer<typeof actionSchema>;

export const reviewReportSchema = z.object({
  id: idSchema,
  reason: reasonSchema,
  words: z.string(),
  weight: z.number(),
  /** The content as this reporter saw it. */
  snapshot: snapshotSchema,
  createdAt: instantSchema,
  /** Whether the decision agreed; null while there is none. */
  agreed: z.boolean().nullable(),
});

export const reviewDetailSchema = z.object({
  item: reviewItemSchema,
  /** As it was when it came here first. */
  snapshot: snapshotSchema,
  picture: pictureSchema,
  /** As it is now; null when it is gone. */
  current: snapshotSchema.nullable(),
  currentPicture: pictureSchema,
  /** Without their reporters' names. */
  reports: z.array(reviewReportSchema),
  /** What was done about this very thing, the newest first. */
  actions: z.array(actionSchema),
  ownerHistory: z
    .object({
      joinedAt: instantSchema,
      trust: z.number().int(),
      /** The newest first. */
      actions: z.array(actionSchema),
    })
    .nullable(),
  /** What I may do about it; empty when it concerns me, somebody of a higher role, or is closed. */
  allowed: z.array(z.enum(decisionKinds)),
  /** Whether I may limit or suspend without an end. */
  mayBePermanent: z.boolean(),
});
export type ReviewDetail = z.infer<typeof reviewDetailSchema>;

export const reviewItemIdSchema = z.object({ itemId: anyIdSchema });

export const actSchema = z.object({
  itemId: anyIdSchema,
  kind: z.enum(decisionKinds),
  reason: reasonSchema,
  /** What the person reads: the facts and the rule. Not asked for with `none`. */
  statement: paragraph(statementLength).default(''),
  /** Of `limit` and `suspend`: when it ends. */
  until: z.union([instantSchema, z.literal('permanent')]).optional(),
});
export type Act = z.infer<typeof actSchema>;

export const listActionsSchema = z.object({ kind: actionKindSchema.optional(), ...pageInput });
export type ListActions = z.infer<typeof listActionsSchema>;
export const actionPageSchema = pageOf(actionSchema);
export type ActionPage = z.infer<typeof actionPageSchema>;

/** What waits, at most `waitingCap` each. */
export const waitingSchema = z.object({ items: z.number().int(), appeals: z.number().int() });
export type Waiting = z.infer<typeof waitingSchema>;

// ---- statements and appeals ---------------------------------------------------------------------------------------

export const appealSchema = z.object({
  id: idSchema,
  state: z.enum(appealStates),
  words: z.string(),
  answer: z.string().nullable(),
  createdAt: instantSchema,
  decidedAt: instantSchema.nullable(),
});
export type Appeal = z.infer<typeof appealSchema>;

/** A statement of reasons, as the person whom it concerns reads it. Never says who acted. */
export const statementSchema = z.object({
  id: idSchema,
  kind: actionKindSchema,
  reason: reasonSchema,
  statement: z.string(),
  target: targetSchema,
  snapshot: snapshotSchema,
  /** Found and held by a check, without a person. */
  automated: z.boolean(),
  /** What the check found. */
  findings: z.array(z.enum(findings)),
  createdAt: instantSchema,
  /** Of limits and suspensions; null there: permanent. */
  expiresAt: instantSchema.nullable(),
  readAt: instantSchema.nullable(),
  reversedAt: instantSchema.nullable(),
  appeal: appealSchema.nullable(),
  /** Whether I can appeal it now. */
  appealable: z.boolean(),
});
export type Statement = z.infer<typeof statementSchema>;

export const listStatementsSchema = z.object(pageInput);
export const statementPageSchema = pageOf(statementSchema);
export type StatementPage = z.infer<typeof statementPageSchema>;
export const statementIdSchema = z.object({ statementId: anyIdSchema });

/** What holds for me now. */
export const restrictionSchema = z.object({
  kind: z.enum(['limit', 'suspend']),
  /** Null: permanent. */
  until: instantSchema.nullable(),
  statementId: idSchema,
});
export type Restriction = z.infer<typeof restrictionSchema>;
export const myStandingSchema = z.object({
  restriction: restrictionSchema.nullable(),
  /** Statements that I have not opened, at most `waitingCap`. */
  unread: z.number().int(),
});
export type MyStanding = z.infer<typeof myStandingSchema>;

export const createAppealSchema = z.object({
  statementId: anyIdSchema,
  words: paragraph(appealLength).pipe(z.string().min(1, 'Say why it should be looked at again.')),
});
export type CreateAppeal = z.infer<typeof createAppealSchema>;

export const listAppealsSchema = z.object(pageInput);
/** The longest waiting first. */
export const openAppealSchema = z.object({
  appeal: appealSchema,
  action: actionSchema,
  snapshot: snapshotSchema,
  picture: pictureSchema,
  /** False when I acted myself, or it concerns me. */
  mayDecide: z.boolean(),
});
export type OpenAppeal = z.infer<typeof openAppealSchema>;
export const appealPageSchema = pageOf(openAppealSchema);
export type AppealPage = z.infer<typeof appealPageSchema>;

export const decideAppealSchema = z.object({
  appealId: anyIdSchema,
  decision: z.enum(['upheld', 'reversed']),
  answer: paragraph(statementLength).pipe(z.string().min(leastAnswer, 'Answer in a sentence that says why.')),
});
export type DecideAppeal = z.infer<typeof decideAppealSchema>;

// ---- blocks and mutes ---------------------------------------------------------------------------------------------

export const setAversionSchema = z.object({ userId: anyIdSchema, on: z.boolean() });
export type SetAversion = z.infer<typeof setAversionSchema>;
export const personIdSchema = z.object({ userId: anyIdSchema });
/** What I chose about somebody. */
export const aversionSchema = z.object({ blocked: z.boolean(), muted: z.boolean() });
export type Aversion = z.infer<typeof aversionSchema>;
export const averseListSchema = z.object({
  items: z.array(z.object({ person: roomPersonSchema, since: instantSchema })),
});
export type AverseList = z.infer<typeof averseListSchema>;

// ---- events -------------------------------------------------------------------------------------------------------

/** On the stream of the person whom they concern. */
export const statementEventSchemas = {
  'statement.added': z.object({ statementId: idSchema, kind: actionKindSchema }),
  /** An appeal was decided, or what was done was reversed. */
  'statement.changed': z.object({ statementId: idSchema }),
} as const;
export type StatementEventType = keyof typeof statementEventSchemas;

/** On the stream of all moderators: look again at what they name. */
export const moderationEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), payload: z.object({}) }),
  z.object({ type: z.literal('reload'), payload: z.object({}) }),
  z.object({ type: z.literal('review.changed'), payload: z.object({ itemId: idSchema }) }),
  z.object({ type: z.literal('appeal.changed'), payload: z.object({ appealId: idSchema }) }),
]);
export type ModerationEvent = z.infer<typeof moderationEventSchema>;
export const moderationEventsSchema = z.object({ lastEventId: z.string().max(32).optional() });
