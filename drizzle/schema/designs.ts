import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { ContentStanding, DesignVisibility, ReactionKind, ReleaseFileKind, UploadState } from '../enums.ts';
import { users } from './accounts.ts';
import { id, instant } from './columns.ts';
import { assets } from './documents.ts';
import { rooms } from './rooms.ts';

/**
 * Something published. What lists filter and sort by stands in its row, written when it changes and never worked out
 * over the table; `listed` holds for exactly those that strangers may find.
 */
export const designs = pgTable(
  'designs',
  {
    id: id('id').primaryKey(),
    /** Null when the account is gone and its designs were left standing. */
    authorId: id('author_id').references(() => users.id, { onDelete: 'set null' }),
    title: text('title').notNull(),
    /** Markdown, as written. */
    description: text('description').notNull().default(''),
    tags: text('tags').array().notNull().default([]),
    /** An SPDX identifier of the contract's list. */
    licence: text('licence').notNull(),
    visibility: text('visibility').$type<DesignVisibility>().notNull(),
    standing: text('standing').$type<ContentStanding>().notNull().default('visible'),
    /** Where it was published from; null for uploads. */
    roomId: id('room_id').references(() => rooms.id, { onDelete: 'set null' }),
    rubricId: id('rubric_id'),
    /** Kinds of the files of its newest release. */
    kinds: text('kinds').array().$type<ReleaseFileKind[]>().notNull().default([]),
    /** Named hues of its preview, the most present first; see the contract. */
    colours: text('colours').array().notNull().default([]),
    previewId: text('preview_id').references(() => assets.id),
    previewWidth: integer('preview_width'),
    previewHeight: integer('preview_height'),
    /** Base64. */
    thumbhash: text('thumbhash'),
    releaseCount: integer('release_count').notNull().default(0),
    /** The newest release that followers were told of, so that nobody is told twice. */
    announcedSeq: integer('announced_seq').notNull().default(0),
    likeCount: integer('like_count').notNull().default(0),
    saveCount: integer('save_count').notNull().default(0),
    remixCount: integer('remix_count').notNull().default(0),
    commentCount: integer('comment_count').notNull().default(0),
    critiqueCount: integer('critique_count').notNull().default(0),
    /** Trust-weighted sum of what people did with it. */
    weight: doublePrecision('weight').notNull().default(0),
    /** Hot order, written when the weight changes: sign·log10(max(|weight|, 1)) + seconds / 45,000. */
    rank: doublePrecision('rank').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it first became public; null before. */
    publishedAt: instant('published_at'),
    changedAt: instant('changed_at').notNull(),
    removedAt: instant('removed_at'),
    /** Generated: public, visible and not removed. */
    listed: boolean('listed')
      .notNull()
      .generatedAlwaysAs(sql`visibility = 'public' and standing = 'visible' and removed_at is null`),
  },
  (t) => [
    index('designs_hot').on(t.rank.desc().nullsFirst(), t.id.desc().nullsFirst()).where(sql`listed`),
    index('designs_new').on(t.publishedAt.desc().nullsFirst(), t.id.desc().nullsFirst()).where(sql`listed`),
    index('designs_top').on(t.weight.desc().nullsFirst(), t.id.desc().nullsFirst()).where(sql`listed`),
    index('designs_author').on(t.authorId, t.id.desc().nullsFirst()),
    index('designs_author_listed').on(t.authorId, t.publishedAt.desc().nullsFirst()).where(sql`listed`),
    index('designs_room').on(t.roomId),
    index('designs_preview').on(t.previewId),
    index('designs_tags').using('gin', t.tags).where(sql`listed`),
  ],
);

/** Frozen: a release is added and never changed. */
export const releases = pgTable(
  'releases',
  {
    id: id('id').primaryKey(),
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    /** 1, 2, 3 … within its design. */
    seq: integer('seq').notNull(),
    notes: text('notes').notNull().default(''),
    licence: text('licence').notNull(),
    /** SHA-256 of its files' paths and asset ids: equal contents, equal hash. */
    contentHash: text('content_hash').notNull(),
    /** Sums over its files, as the design page shows them; see the contract. */
    facts: jsonb('facts').notNull(),
    /** The one thing that may come later: pictures of drawings are made after the release. */
    previewId: text('preview_id').references(() => assets.id),
    previewWidth: integer('preview_width'),
    previewHeight: integer('preview_height'),
    /** Base64. */
    thumbhash: text('thumbhash'),
    createdBy: id('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('releases_design_seq').on(t.designId, t.seq), index('releases_preview').on(t.previewId)],
);

/** The manifest of a release, a row a file. */
export const releaseFiles = pgTable(
  'release_files',
  {
    releaseId: id('release_id')
      .notNull()
      .references(() => releases.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    kind: text('kind').$type<ReleaseFileKind>().notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    /** The live document that it is a snapshot of; null for uploads. Kept when the document goes. */
    documentId: id('document_id'),
    /** Of a snapshot: every update up to this sequence number. */
    seq: bigint('seq', { mode: 'number' }),
    /** What was found out about this file. */
    facts: jsonb('facts').notNull(),
  },
  (t) => [primaryKey({ columns: [t.releaseId, t.path] }), index('release_files_asset').on(t.assetId)],
);

export const designLineage = pgTable(
  'design_lineage',
  {
    childId: id('child_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    parentId: id('parent_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    /** What exactly was remixed. */
    parentReleaseId: id('parent_release_id')
      .notNull()
      .references(() => releases.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    /** When the parent's author was told of it. */
    toldAt: instant('told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.childId, t.parentId] }),
    index('design_lineage_parent').on(t.parentId, t.childId),
    index('design_lineage_release').on(t.parentReleaseId),
  ],
);

/** A room that began as a remix: what is published from it names its parent. */
export const remixRooms = pgTable(
  'remix_rooms',
  {
    roomId: id('room_id')
      .primaryKey()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    releaseId: id('release_id')
      .notNull()
      .references(() => releases.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('remix_rooms_release').on(t.releaseId)],
);

export const reactions = pgTable(
  'reactions',
  {
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<ReactionKind>().notNull(),
    /** What it adds to the design's weight, by the trust of the person when they did it. */
    weight: doublePrecision('weight').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.designId, t.kind] }),
    index('reactions_design').on(t.designId, t.createdAt),
    index('reactions_user').on(t.userId, t.kind, t.createdAt.desc().nullsFirst()),
  ],
);

/** What weighs like a reaction and is none: that somebody remixed a design, or wrote a critique of it. */
export const designContributions = pgTable(
  'design_contributions',
  {
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<'remix' | 'critique'>().notNull(),
    weight: doublePrecision('weight').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.designId, t.userId, t.kind] }),
    index('design_contributions_user').on(t.userId, t.createdAt),
  ],
);

export const follows = pgTable(
  'follows',
  {
    followerId: id('follower_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    authorId: id('author_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.followerId, t.authorId] }), index('follows_author').on(t.authorId)],
);

export const collections = pgTable(
  'collections',
  {
    id: id('id').primaryKey(),
    ownerId: id('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    description: text('description').notNull().default(''),
    visibility: text('visibility').$type<DesignVisibility>().notNull(),
    standing: text('standing').$type<ContentStanding>().notNull().default('visible'),
    itemCount: integer('item_count').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (t) => [index('collections_owner').on(t.ownerId, t.changedAt.desc().nullsFirst())],
);

export const collectionItems = pgTable(
  'collection_items',
  {
    collectionId: id('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    designId: id('design_id')
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    /** Why it is in here, in the owner's words. */
    note: text('note').notNull().default(''),
    /** A fractional key: moving one thing writes one row. */
    position: text('position').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.collectionId, t.designId] }),
    index('collection_items_order').on(t.collectionId, t.position),
    index('collection_items_design').on(t.designId),
  ],
);

/** A file on its way to the hub, in parts, so that a cut line costs one part. Gone a day after its last part. */
export const uploads = pgTable(
  'uploads',
  {
    id: id('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    received: bigint('received', { mode: 'number' }).notNull().default(0),
    state: text('state').$type<UploadState>().notNull(),
    /** Of the one file that it is; of a zip: `archive`. Null until it was checked. */
    kind: text('kind').$type<ReleaseFileKind>(),
    /** Files of a zip that were not taken, and why: at most a hundred. */
    skipped: jsonb('skipped').notNull().default([]),
    /** A code of the catalogue of errors, and what fills its message. */
    problem: jsonb('problem'),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('uploads_user').on(t.userId, t.changedAt), index('uploads_changed').on(t.changedAt)],
);

/** What an upload turned out to hold, checked and cleaned: one file, or those of a zip. */
export const uploadFiles = pgTable(
  'upload_files',
  {
    uploadId: id('upload_id')
      .notNull()
      .references(() => uploads.id, { onDelete: 'cascade' }),
    path: text('path').notNull(),
    kind: text('kind').$type<ReleaseFileKind>().notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    mediaType: text('media_type').notNull(),
    size: bigint('size', { mode: 'number' }).notNull(),
    facts: jsonb('facts').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.path] }), index('upload_files_asset').on(t.assetId)],
);

export const uploadParts = pgTable(
  'upload_parts',
  {
    uploadId: id('upload_id')
      .notNull()
      .references(() => uploads.id, { onDelete: 'cascade' }),
    /** Of its first byte in the file. */
    offset: bigint('offset', { mode: 'number' }).notNull(),
    size: integer('size').notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.offset] }), index('upload_parts_asset').on(t.assetId)],
);

/** Smaller pictures made of a picture. */
export const pictureSizes = pgTable(
  'picture_sizes',
  {
    /** The picture that they are made of. */
    sourceId: text('source_id')
      .notNull()
      .references(() => assets.id, { onDelete: 'cascade' }),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    assetId: text('asset_id')
      .notNull()
      .references(() => assets.id),
    mediaType: text('media_type').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.width] }), index('picture_sizes_asset').on(t.assetId)],
);
