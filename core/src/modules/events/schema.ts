/** What the subscriptions `rooms.events` and `events.mine` deliver. Runs anywhere. */
import { roomRoles, roomVisibilities, versionKinds } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern } from '../../contract/ids.ts';
import { designThreadEventSchemas, type ThreadEventType, threadEventSchemas } from '../comments/schema.ts';
import { critiqueEventSchemas } from '../critiques/schema.ts';
import { type DesignEventType, designEventSchemas, uploadChangedSchema } from '../designs/schema.ts';
import { type DocumentEventType, documentEventSchemas } from '../documents/schema.ts';
import { type StatementEventType, statementEventSchemas } from '../moderation/schema.ts';
import { notificationEventSchemas } from '../notifications/schema.ts';
import { chatMessageSchema, joinRequestSchema, roomMemberSchema, roomPersonSchema } from '../rooms/schema.ts';

const idSchema = z.string().regex(idPattern);
/** Who did it; null for the hub itself. */
const by = idSchema.nullable();

const event = <Type extends string, Payload extends z.ZodRawShape>(type: Type, payload: Payload) =>
  z.object({ type: z.literal(type), payload: z.object(payload) });

/**
 * A first subscription starts with `ready`: what is loaded after it misses nothing. One that comes back after a cut
 * goes on where it was, or starts with `reload` when that is too long ago: load everything again.
 */
const streamEvents = [event('ready', {}), event('reload', {})] as const;

/** One event may name many entries: an import, a folder moved. Payloads: `documentEventSchemas`. */
const documentEvent = <Type extends Exclude<DocumentEventType, 'version.created'>>(type: Type) =>
  z.object({ type: z.literal(type), payload: documentEventSchemas[type] });

const threadEvent = <Type extends ThreadEventType>(type: Type) =>
  z.object({ type: z.literal(type), payload: threadEventSchemas[type] });

const statementEvent = <Type extends StatementEventType>(type: Type) =>
  z.object({ type: z.literal(type), payload: statementEventSchemas[type] });

export const roomEventSchema = z.discriminatedUnion('type', [
  ...streamEvents,
  event('message.sent', { message: chatMessageSchema }),
  event('message.edited', { message: chatMessageSchema }),
  event('message.removed', { messageId: idSchema, by }),
  /** Joined, or got another role. */
  event('member.changed', { member: roomMemberSchema, by }),
  event('member.removed', { userId: idSchema, reason: z.enum(['left', 'removed']), by }),
  /** Load the room anew for what depends on who reads it (rights, code). */
  event('room.changed', {
    name: z.string(),
    description: z.string(),
    visibility: z.enum(roomVisibilities),
    archivedAt: z.iso.datetime().nullable(),
    by,
  }),
  event('room.removed', { by }),
  documentEvent('document.created'),
  documentEvent('document.moved'),
  documentEvent('document.removed'),
  documentEvent('document.restored'),
  documentEvent('file.created'),
  documentEvent('file.moved'),
  documentEvent('file.removed'),
  documentEvent('file.restored'),
  event('version.created', {
    documentId: idSchema,
    versionId: idSchema,
    kind: z.enum(versionKinds),
    name: z.string().nullable(),
    by,
  }),
  event('version.changed', { documentId: idSchema, versionId: idSchema, name: z.string().nullable(), by }),
  event('version.removed', { documentId: idSchema, versionId: idSchema, by }),
  threadEvent('thread.created'),
  threadEvent('thread.changed'),
  threadEvent('thread.removed'),
  threadEvent('comment.added'),
  threadEvent('comment.edited'),
  threadEvent('comment.removed'),
  /** Owners only. */
  event('request.created', { request: joinRequestSchema }),
  event('request.decided', { requestId: idSchema, userId: idSchema, approved: z.boolean(), by }),
]);
export type RoomEvent = z.infer<typeof roomEventSchema>;
export type RoomEventType = RoomEvent['type'];

const designEvent = <Type extends DesignEventType>(type: Type) =>
  z.object({ type: z.literal(type), payload: designEventSchemas[type] });

/** What happens on the page of a design. */
export const designStreamEventSchema = z.discriminatedUnion('type', [
  ...streamEvents,
  designEvent('design.changed'),
  designEvent('release.added'),
  designEvent('design.removed'),
  designEvent('design.restored'),
  designEvent('reactions.changed'),
  designEvent('standing.changed'),
  z.object({ type: z.literal('thread.changed'), payload: designThreadEventSchemas['thread.changed'] }),
  z.object({ type: z.literal('critique.changed'), payload: critiqueEventSchemas['critique.changed'] }),
]);
export type DesignEvent = z.infer<typeof designStreamEventSchema>;

export const userEventSchema = z.discriminatedUnion('type', [
  ...streamEvents,
  event('room.added', { roomId: idSchema, name: z.string(), role: z.enum(roomRoles), by }),
  event('room.left', { roomId: idSchema, name: z.string(), reason: z.enum(['left', 'removed', 'room_removed']) }),
  event('request.decided', {
    requestId: idSchema,
    roomId: idSchema,
    roomName: z.string(),
    approved: z.boolean(),
    role: z.enum(roomRoles).nullable(),
  }),
  event('mention', {
    roomId: idSchema,
    roomName: z.string(),
    messageId: idSchema,
    from: roomPersonSchema,
    excerpt: z.string(),
  }),
  /** Named in a comment of a thread. */
  event('comment.mention', {
    roomId: idSchema,
    roomName: z.string(),
    documentId: idSchema,
    path: z.string(),
    threadId: idSchema,
    commentId: idSchema,
    from: roomPersonSchema,
    excerpt: z.string(),
  }),
  z.object({ type: z.literal('notification.changed'), payload: notificationEventSchemas['notification.changed'] }),
  z.object({ type: z.literal('notification.read'), payload: notificationEventSchemas['notification.read'] }),
  /** A moderator or a check did something about me or what is mine. */
  statementEvent('statement.added'),
  statementEvent('statement.changed'),
  /** It is being checked, ready, or refused. */
  z.object({ type: z.literal('upload.changed'), payload: uploadChangedSchema }),
  /** Some of the person's sessions ended, perhaps this one: load what depends on who is signed in. */
  event('session.revoked', {}),
]);
export type UserEvent = z.infer<typeof userEventSchema>;

/** `lastEventId` is sent by the client itself when it comes back after a cut. */
export const roomEventsSchema = z.object({ roomId: idSchema, lastEventId: z.string().max(32).optional() });
export const designEventsSchema = z.object({
  designId: z.string().max(64),
  lastEventId: z.string().max(32).optional(),
});
export const myEventsSchema = z.object({ lastEventId: z.string().max(32).optional() });
