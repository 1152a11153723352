import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { JoinRequestState, RoomRole, RoomVisibility } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';

export const rooms = pgTable(
  'rooms',
  {
    id: id('id').primaryKey(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    visibility: text('visibility').$type<RoomVisibility>().notNull(),
    code: text('code').notNull(),
    /** argon2id; null when the room has none. */
    passwordHash: text('password_hash'),
    joinRole: text('join_role').$type<RoomRole>().notNull().default('editor'),
    /** Whether compacted updates are archived (true) or destroyed. */
    keepsHistory: boolean('keeps_history').notNull().default(true),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    /** Last change to a document, a message or the room itself. */
    changedAt: instant('changed_at').notNull(),
    archivedAt: instant('archived_at'),
    removedAt: instant('removed_at'),
  },
  (t) => [uniqueIndex('rooms_code').on(t.code), index('rooms_public').on(t.visibility, t.changedAt)],
);

export const roomMembers = pgTable(
  'room_members',
  {
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text('role').$type<RoomRole>().notNull(),
    joinedAt: instant('joined_at').notNull(),
    /** Set when an owner removes the person: they cannot come back by code. */
    removedAt: instant('removed_at'),
    /** Set when the person left. The role stays known, so that leaving and coming back by code raises nobody. */
    leftAt: instant('left_at'),
    /** Newest chat message that this person has seen. */
    readMessageId: id('read_message_id'),
  },
  (t) => [primaryKey({ columns: [t.roomId, t.userId] }), index('room_members_user').on(t.userId)],
);

export const roomInvites = pgTable(
  'room_invites',
  {
    id: id('id').primaryKey(),
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    /** SHA-256 of the secret in the link. */
    tokenHash: text('token_hash').notNull().unique(),
    role: text('role').$type<RoomRole>().notNull(),
    /** When set, only the account with this verified address may accept. */
    email: text('email'),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    maxUses: integer('max_uses').notNull().default(1),
    uses: integer('uses').notNull().default(0),
    revokedAt: instant('revoked_at'),
  },
  (t) => [index('room_invites_room').on(t.roomId)],
);

export const joinRequests = pgTable(
  'join_requests',
  {
    id: id('id').primaryKey(),
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    message: text('message').notNull().default(''),
    state: text('state').$type<JoinRequestState>().notNull(),
    createdAt: instant('created_at').notNull(),
    decidedBy: id('decided_by').references(() => users.id, { onDelete: 'set null' }),
    decidedAt: instant('decided_at'),
  },
  (t) => [index('join_requests_room').on(t.roomId, t.state), index('join_requests_user').on(t.userId)],
);

export const chatMessages = pgTable(
  'chat_messages',
  {
    id: id('id').primaryKey(),
    roomId: id('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: id('user_id').references(() => users.id, { onDelete: 'set null' }),
    text: text('text').notNull(),
    /** User ids named with @ in the text. */
    mentions: text('mentions').array().notNull().default([]),
    createdAt: instant('created_at').notNull(),
    editedAt: instant('edited_at'),
    removedAt: instant('removed_at'),
  },
  (t) => [index('chat_messages_room').on(t.roomId, t.id)],
);
