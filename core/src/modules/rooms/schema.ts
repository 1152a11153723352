/** What goes into and comes out of the procedures of rooms, members, requests, invites and chat. Runs anywhere. */
import { joinRequestStates, personColours, roomRoles, roomVisibilities } from '@draftroom/drizzle/enums';
import { z } from 'zod';
import { idPattern, normaliseRoomCode, roomCodePattern } from '../../contract/ids.ts';
import { anyIdSchema, line, paragraph } from '../../contract/words.ts';

export const roomNameLength = 80;
export const roomDescriptionLength = 500;
export const messageLength = 4_000;
export const requestMessageLength = 500;
/** A removed room can be brought back by an owner for this many days. */
export const roomRestoreDays = 30;
/** Counts of unread messages stop here; show it as “99+”. */
export const unreadCap = 100;

const idSchema = z.string().regex(idPattern);
const instantSchema = z.iso.datetime();
const roleSchema = z.enum(roomRoles);
/** What a link or code may give; ownership is only handed over. */
const joinRoleSchema = z.enum(['editor', 'commenter', 'viewer']);
const visibilitySchema = z.enum(roomVisibilities);
const nameSchema = line(roomNameLength).min(1, 'Give the room a name.');
const newPasswordSchema = z.string().min(4, 'Use at least 4 characters.').max(128, 'Use at most 128 characters.');
const codeSchema = z
  .string()
  .max(32)
  .transform(normaliseRoomCode)
  .pipe(z.string().regex(roomCodePattern, 'A code has six letters and digits.'));

export const roomTemplates = ['empty', 'typescript', 'web', 'python'] as const;
export type RoomTemplate = (typeof roomTemplates)[number];

export type JoinRole = z.infer<typeof joinRoleSchema>;

// ---- people -------------------------------------------------------------------------------------------------------

export const roomPersonSchema = z.object({
  userId: idSchema,
  name: z.string(),
  colour: z.enum(personColours),
  avatarId: z.string().nullable(),
});
export type RoomPerson = z.infer<typeof roomPersonSchema>;

export const roomMemberSchema = roomPersonSchema.extend({ role: roleSchema, joinedAt: instantSchema });
export type RoomMember = z.infer<typeof roomMemberSchema>;

// ---- rooms --------------------------------------------------------------------------------------------------------

/** What I may do here now; an archived room allows `read` (and owners `manage`) only. */
export const roomRightsSchema = z.object({
  read: z.boolean(),
  chat: z.boolean(),
  comment: z.boolean(),
  write: z.boolean(),
  manage: z.boolean(),
});
export type RoomRights = z.infer<typeof roomRightsSchema>;

export const roomSummarySchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  visibility: visibilitySchema,
  /** Mine; null when I am no member. */
  role: roleSchema.nullable(),
  memberCount: z.number().int(),
  /** Open connections' people, counted once each. */
  hereNow: z.number().int(),
  changedAt: instantSchema,
  archivedAt: instantSchema.nullable(),
  /** Messages of others since I last looked, at most `unreadCap`; 0 when I am no member. */
  unread: z.number().int(),
  /** How many of them name me. */
  mentions: z.number().int(),
});
export type RoomSummary = z.infer<typeof roomSummarySchema>;

export const roomSchema = roomSummarySchema.extend({
  rights: roomRightsSchema,
  joinRole: joinRoleSchema,
  /** For members only. */
  code: z.string().nullable(),
  hasPassword: z.boolean(),
  keepsHistory: z.boolean(),
  createdAt: instantSchema,
  /** Join requests waiting for a decision; 0 for everyone but owners. */
  openRequests: z.number().int(),
  /** Whether I asked to join and nobody has decided yet. */
  requested: z.boolean(),
});
export type Room = z.infer<typeof roomSchema>;

export const roomIdSchema = z.object({ roomId: anyIdSchema });
export const doneSchema = z.object({ done: z.literal(true) });
export type Done = z.infer<typeof doneSchema>;

export const listRoomsSchema = z.object({
  scope: z.enum(['mine', 'public']).default('mine'),
  query: line(100).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(100).default(30),
  /** `archived`: only those. `removed`: only my own that can still be brought back. Without: those in use. */
  archived: z.boolean().optional(),
  removed: z.boolean().optional(),
});
export type ListRooms = z.infer<typeof listRoomsSchema>;
export const roomListSchema = z.object({ items: z.array(roomSummarySchema), nextCursor: z.string().nullable() });
export type RoomList = z.infer<typeof roomListSchema>;

export const createRoomSchema = z.object({
  name: nameSchema,
  visibility: visibilitySchema.default('private'),
  description: paragraph(roomDescriptionLength).optional(),
  password: newPasswordSchema.optional(),
  template: z.enum(roomTemplates).default('empty'),
});
export type CreateRoom = z.infer<typeof createRoomSchema>;
export const createdRoomSchema = z.object({ id: idSchema, code: z.string() });

export const createCollabSessionSchema = z.object({ name: nameSchema.optional() });
/** `token` opens `/sync/<documentId>?token=…` and calls the API as the caller. */
export const collabSessionSchema = createdRoomSchema.extend({ token: z.string() });

export const roomCodeSchema = z.object({ code: codeSchema });
export const roomByCodeSchema = z.object({
  id: idSchema,
  name: z.string(),
  visibility: visibilitySchema,
  needsPassword: z.boolean(),
  memberCount: z.number().int(),
  myRole: roleSchema.nullable(),
});
export type RoomByCode = z.infer<typeof roomByCodeSchema>;

/** By code, or by id where the link is enough (public and unlisted rooms). */
export const joinRoomSchema = z
  .object({
    code: codeSchema.optional(),
    roomId: anyIdSchema.optional(),
    password: z.string().min(1).max(128).optional(),
  })
  .refine((input) => (input.code === undefined) !== (input.roomId === undefined), {
    path: ['code'],
    message: 'Give the code of the room.',
  });
export type JoinRoom = z.infer<typeof joinRoomSchema>;
export const joinedRoomSchema = z.object({ id: idSchema, role: roleSchema });
export type JoinedRoom = z.infer<typeof joinedRoomSchema>;

export const updateRoomSchema = z.object({
  roomId: anyIdSchema,
  name: nameSchema.optional(),
  description: paragraph(roomDescriptionLength).optional(),
  visibility: visibilitySchema.optional(),
  joinRole: joinRoleSchema.optional(),
  /** Null takes the password away. */
  password: newPasswordSchema.nullable().optional(),
  keepsHistory: z.boolean().optional(),
});
export type UpdateRoom = z.infer<typeof updateRoomSchema>;

export const rotatedCodeSchema = z.object({ code: z.string() });
export const removedRoomSchema = z.object({ restorableUntil: instantSchema });

export const transferOwnershipSchema = z.object({ roomId: anyIdSchema, userId: anyIdSchema });

// ---- members ------------------------------------------------------------------------------------------------------

export const memberListSchema = z.object({ items: z.array(roomMemberSchema) });
export const memberIdSchema = z.object({ roomId: anyIdSchema, userId: anyIdSchema });
export const setMemberRoleSchema = memberIdSchema.extend({ role: roleSchema });

// ---- requests to join -----------------------------------------------------------------------------------------------

export const joinRequestSchema = z.object({
  id: idSchema,
  roomId: idSchema,
  person: roomPersonSchema,
  message: z.string(),
  state: z.enum(joinRequestStates),
  createdAt: instantSchema,
});
export type JoinRequest = z.infer<typeof joinRequestSchema>;

export const createRequestSchema = z
  .object({
    roomId: anyIdSchema.optional(),
    code: codeSchema.optional(),
    message: paragraph(requestMessageLength).default(''),
  })
  .refine((input) => (input.code === undefined) !== (input.roomId === undefined), {
    path: ['code'],
    message: 'Give the code of the room.',
  });
export type CreateRequest = z.infer<typeof createRequestSchema>;
export const requestIdSchema = z.object({ requestId: anyIdSchema });
export const requestListSchema = z.object({ items: z.array(joinRequestSchema) });
export const decideRequestSchema = z.object({
  requestId: anyIdSchema,
  approve: z.boolean(),
  /** Without: the room's `joinRole`. */
  role: joinRoleSchema.optional(),
});
export type DecideRequest = z.infer<typeof decideRequestSchema>;

// ---- invites ------------------------------------------------------------------------------------------------------

export const createInviteSchema = z
  .object({
    roomId: anyIdSchema,
    role: roleSchema,
    /** When set, the link is mailed there and only the account with this verified address can use it. */
    email: z.email().max(254).toLowerCase().optional(),
    expiresInHours: z
      .number()
      .int()
      .min(1)
      .max(24 * 90)
      .default(24 * 7),
    maxUses: z.number().int().min(1).max(1_000).default(1),
  })
  .refine((input) => input.role !== 'owner' || input.email !== undefined, {
    path: ['email'],
    message: 'An owner is invited by e-mail address.',
  });
export type CreateInvite = z.infer<typeof createInviteSchema>;
/** The url is shown once: only the hash of its secret is kept. */
export const createdInviteSchema = z.object({ id: idSchema, url: z.string() });
export const inviteSchema = z.object({
  id: idSchema,
  role: roleSchema,
  email: z.string().nullable(),
  createdBy: roomPersonSchema.nullable(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  maxUses: z.number().int(),
  uses: z.number().int(),
  state: z.enum(['open', 'used', 'expired', 'revoked']),
});
export type Invite = z.infer<typeof inviteSchema>;
export const inviteListSchema = z.object({ items: z.array(inviteSchema) });
export const inviteIdSchema = z.object({ inviteId: anyIdSchema });
export const inviteTokenSchema = z.object({
  token: z.string().regex(/^[0-9a-z]{20,64}$/, 'This is not an invitation.'),
});
export const inviteDescriptionSchema = z.object({
  roomName: z.string(),
  role: roleSchema,
  invitedBy: roomPersonSchema.nullable(),
  memberCount: z.number().int(),
  expiresAt: instantSchema,
  /** Whether it is meant for one address. */
  addressed: z.boolean(),
  /** Whether I can accept it as I am signed in now. */
  forMe: z.boolean(),
  /** Set when I am in the room already. */
  roomId: idSchema.nullable(),
});
export type InviteDescription = z.infer<typeof inviteDescriptionSchema>;

// ---- chat ---------------------------------------------------------------------------------------------------------

/** People are named as `@[Name](userId)`; see `contract/mentions.ts`. */
export const chatMessageSchema = z.object({
  id: idSchema,
  roomId: idSchema,
  /** Null when the account is gone. */
  author: roomPersonSchema.nullable(),
  /** Empty when the message was removed. */
  text: z.string(),
  /** Members named in the text. */
  mentions: z.array(idSchema),
  createdAt: instantSchema,
  editedAt: instantSchema.nullable(),
  removed: z.boolean(),
});
export type ChatMessage = z.infer<typeof chatMessageSchema>;

/** What people say, in chat and in threads. */
export const messageTextSchema = paragraph(messageLength).pipe(z.string().min(1, 'Write a message first.'));

export const listMessagesSchema = z.object({
  roomId: anyIdSchema,
  /** Messages older than this one; without: the newest. */
  before: idSchema.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export const messageListSchema = z.object({
  /** Oldest first. */
  items: z.array(chatMessageSchema),
  /** Pass as `before` for the page of older ones. */
  nextCursor: idSchema.nullable(),
  /** The newest message that I have seen: where the unread mark goes. */
  readMessageId: idSchema.nullable(),
});
export type MessageList = z.infer<typeof messageListSchema>;
export const sendMessageSchema = z.object({ roomId: anyIdSchema, text: messageTextSchema });
export const messageIdSchema = z.object({ messageId: anyIdSchema });
export const editMessageSchema = z.object({ messageId: anyIdSchema, text: messageTextSchema });
export const markReadSchema = z.object({ roomId: anyIdSchema, messageId: anyIdSchema });
export const unreadSchema = z.object({ unread: z.number().int(), mentions: z.number().int() });
