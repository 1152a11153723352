/** What goes into and comes out of the procedures of notifications. Runs anywhere. */
import { digestCadences, notificationKinds } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { type HubSaying, hubSayings } from '../../contract/sayings.ts';
import { anyIdSchema } from '../../contract/words.ts';
import { roomPersonSchema } from '../rooms/schema.ts';

/** Counts stop here; show it as “99+”. */
export const unreadCap = 100;
export const cadenceSchema = z.enum(digestCadences);

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();
const kindSchema = z.enum(notificationKinds);

export const saidSchema = z.enum(Object.keys(hubSayings) as [HubSaying, ...HubSaying[]]);

/** What was done about one thing, by one or several people. */
export const notificationSchema = z.object({
  id: idSchema,
  kind: kindSchema,
  /** What it is about, e.g. `design:…`. */
  subject: z.string(),
  /** Who did it last; null for the hub, or when the account is gone. */
  actor: roomPersonSchema.nullable(),
  /** How many people did it, at least 1. */
  count: z.number().int(),
  title: z.string(),
  /** Some of the newest words; empty when they are gone. */
  excerpt: z.string(),
  /** What the hub itself says: the excerpt has it in English. */
  said: saidSchema.nullable(),
  /** A path of the web. */
  path: z.string(),
  /** When it happened last. */
  changedAt: instantSchema,
  read: z.boolean(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const listNotificationsSchema = z.object({
  unread: z.boolean().optional(),
  kind: kindSchema.optional(),
  /** `nextCursor` of the page before. */
  cursor: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(60).default(30),
});
export type ListNotifications = z.infer<typeof listNotificationsSchema>;
/** Newest first. A page may be short of its limit and still have a next one: what may no longer be seen is left out. */
export const notificationPageSchema = z.object({
  items: z.array(notificationSchema),
  nextCursor: z.string().nullable(),
});
export type NotificationPage = z.infer<typeof notificationPageSchema>;

/** At most `unreadCap`. */
export const notificationCountsSchema = z.object({ unread: z.number().int() });
export type NotificationCounts = z.infer<typeof notificationCountsSchema>;

export const markNotificationReadSchema = z.object({
  notificationId: anyIdSchema,
  /** Everything older, too, as the list is ordered. */
  andOlder: z.boolean().default(false),
});
export type MarkNotificationRead = z.infer<typeof markNotificationReadSchema>;

/** How one hears of a kind: in the hub, and in the digest. */
export const notificationChoiceSchema = z.object({
  kind: kindSchema,
  show: z.boolean(),
  /** Only of what is shown. */
  mail: z.boolean(),
});
export type NotificationChoice = z.infer<typeof notificationChoiceSchema>;
export const notificationChoicesSchema = z.object({
  items: z.array(notificationChoiceSchema.extend({ /** Always shown. */ fixed: z.boolean() })),
});
export type NotificationChoices = z.infer<typeof notificationChoicesSchema>;

export const digestSchema = z.object({
  cadence: cadenceSchema,
  /** When the next one goes out if there is anything new; null for never. */
  dueAt: instantSchema.nullable(),
  /** Mails go to confirmed addresses only. */
  emailVerified: z.boolean(),
});
export type Digest = z.infer<typeof digestSchema>;
export const setDigestSchema = z.object({ cadence: cadenceSchema });

/**
 * What `events.mine` says of notifications. Words are not among it: what is read later is only what may still be seen.
 * Load the counts and lists anew.
 */
export const notificationEventSchemas = {
  'notification.changed': z.object({
    notification: notificationSchema.pick({ id: true, kind: true, subject: true, changedAt: true }),
  }),
  /** In another window. */
  'notification.read': z.object({ notificationId: idSchema, andOlder: z.boolean() }),
} as const;
