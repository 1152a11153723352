/** Everything that is somebody's own, section by section, a page at a time. No hashes, no secrets, nothing of others. */
import type { Database } from '@draftroom/drizzle/client';
import { oauthAccounts, sessions, users } from '@draftroom/drizzle/schema/accounts';
import { comments, commentThreads } from '@draftroom/drizzle/schema/comments';
import { collectionItems, collections, designs, follows, reactions, releases } from '@draftroom/drizzle/schema/designs';
import { dismissedSuggestions, savedSearches } from '@draftroom/drizzle/schema/discovery';
import { documents } from '@draftroom/drizzle/schema/documents';
import { critiques, rubrics } from '@draftroom/drizzle/schema/feedback';
import { appeals, aversions, moderationActions, reports, reviewItems } from '@draftroom/drizzle/schema/moderation';
import { digests, notificationChoices } from '@draftroom/drizzle/schema/notifications';
import { profiles } from '@draftroom/drizzle/schema/profiles';
import { chatMessages, roomMembers, rooms } from '@draftroom/drizzle/schema/rooms';
import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgSelect } from 'drizzle-orm/pg-core';

export interface OwnRow {
  /** Pages go by it. */
  readonly key: string;
}

export interface Section {
  /** Of the file, without its ending. */
  readonly name: string;
  page(userId: string, after: string, limit: number): Promise<readonly OwnRow[]>;
}

interface Paged {
  query: PgSelect;
  key: PgColumn | SQL<string>;
  mine: SQL | undefined;
}

/** Whatever is selected, from the row after `after` on. */
async function pageOf({ query, key, mine }: Paged, after: string, limit: number): Promise<readonly OwnRow[]> {
  return (await query
    .where(and(mine, gt(key as SQL<string>, after)))
    .orderBy(asc(key))
    .limit(limit)) as unknown as readonly OwnRow[];
}

export function ownSections(db: Database): readonly Section[] {
  const section = (name: string, paged: (userId: string) => Paged): Section => ({
    name,
    page: (userId, after, limit) => pageOf(paged(userId), after, limit),
  });
  return [...accountSections(db, section), ...roomSections(db, section), ...communitySections(db, section)];
}

type MakeSection = (name: string, paged: (userId: string) => Paged) => Section;

function accountSections(db: Database, section: MakeSection): Section[] {
  return [
    section('account', (userId) => ({
      query: db
        .select({
          key: users.id,
          email: users.email,
          emailVerifiedAt: users.emailVerifiedAt,
          name: users.name,
          colour: users.colour,
          siteRole: users.siteRole,
          createdAt: users.createdAt,
          bio: profiles.bio,
          links: profiles.links,
          digest: digests.cadence,
        })
        .from(users)
        .leftJoin(profiles, eq(profiles.userId, users.id))
        .leftJoin(digests, eq(digests.userId, users.id))
        .$dynamic(),
      key: users.id,
      mine: eq(users.id, userId),
    })),
    section('sign-in-providers', (userId) => ({
      query: db
        .select({ key: oauthAccounts.provider, createdAt: oauthAccounts.createdAt })
        .from(oauthAccounts)
        .$dynamic(),
      key: oauthAccounts.provider,
      mine: eq(oauthAccounts.userId, userId),
    })),
    section('sessions', (userId) => ({
      query: db
        .select({
          key: sessions.publicId,
          client: sessions.client,
          userAgent: sessions.userAgent,
          address: sessions.address,
          createdAt: sessions.createdAt,
          lastUsedAt: sessions.lastUsedAt,
        })
        .from(sessions)
        .$dynamic(),
      key: sessions.publicId,
      mine: eq(sessions.userId, userId),
    })),
    section('notification-choices', (userId) => ({
      query: db
        .select({
          key: notificationChoices.kind,
          show: notificationChoices.show,
          mail: notificationChoices.mail,
        })
        .from(notificationChoices)
        .$dynamic(),
      key: notificationChoices.kind,
      mine: eq(notificationChoices.userId, userId),
    })),
    section('blocked-and-muted', (userId) => ({
      query: db
        .select({ key: aversions.otherId, kind: aversions.kind, createdAt: aversions.createdAt })
        .from(aversions)
        .$dynamic(),
      key: aversions.otherId,
      mine: eq(aversions.userId, userId),
    })),
    section('saved-searches', (userId) => ({
      query: db
        .select({ key: savedSearches.id, name: savedSearches.name, search: savedSearches.search })
        .from(savedSearches)
        .$dynamic(),
      key: savedSearches.id,
      mine: eq(savedSearches.userId, userId),
    })),
    section('dismissed-suggestions', (userId) => ({
      query: db
        .select({ key: dismissedSuggestions.designId, createdAt: dismissedSuggestions.createdAt })
        .from(dismissedSuggestions)
        .$dynamic(),
      key: dismissedSuggestions.designId,
      mine: eq(dismissedSuggestions.userId, userId),
    })),
  ];
}

function roomSections(db: Database, section: MakeSection): Section[] {
  return [
    section('rooms', (userId) => ({
      query: db
        .select({
          key: roomMembers.roomId,
          name: rooms.name,
          role: roomMembers.role,
          joinedAt: roomMembers.joinedAt,
          leftAt: roomMembers.leftAt,
        })
        .from(roomMembers)
        .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
        .$dynamic(),
      key: roomMembers.roomId,
      mine: and(eq(roomMembers.userId, userId), isNull(roomMembers.removedAt)),
    })),
    section('documents', (userId) => ({
      query: db
        .select({
          key: documents.id,
          roomId: documents.roomId,
          path: documents.path,
          kind: documents.kind,
          createdAt: documents.createdAt,
        })
        .from(documents)
        .$dynamic(),
      key: documents.id,
      mine: and(eq(documents.createdBy, userId), isNull(documents.removedAt)),
    })),
    section('messages', (userId) => ({
      query: db
        .select({
          key: chatMessages.id,
          roomId: chatMessages.roomId,
          text: chatMessages.text,
          createdAt: chatMessages.createdAt,
          editedAt: chatMessages.editedAt,
        })
        .from(chatMessages)
        .$dynamic(),
      key: chatMessages.id,
      mine: and(eq(chatMessages.userId, userId), isNull(chatMessages.removedAt)),
    })),
    section('comments', (userId) => ({
      query: db
        .select({
          key: comments.id,
          threadId: comments.threadId,
          roomId: comments.roomId,
          designId: comments.designId,
          anchor: commentThreads.anchor,
          text: comments.text,
          createdAt: comments.createdAt,
          editedAt: comments.editedAt,
        })
        .from(comments)
        .innerJoin(commentThreads, eq(commentThreads.id, comments.threadId))
        .$dynamic(),
      key: comments.id,
      mine: and(eq(comments.userId, userId), isNull(comments.removedAt)),
    })),
  ];
}

function communitySections(db: Database, section: MakeSection): Section[] {
  return [
    section('designs', (userId) => ({
      query: db
        .select({
          key: designs.id,
          title: designs.title,
          description: designs.description,
          tags: designs.tags,
          visibility: designs.visibility,
          createdAt: designs.createdAt,
          publishedAt: designs.publishedAt,
        })
        .from(designs)
        .$dynamic(),
      key: designs.id,
      mine: and(eq(designs.authorId, userId), isNull(designs.removedAt)),
    })),
    section('releases', (userId) => ({
      query: db
        .select({
          key: releases.id,
          designId: releases.designId,
          seq: releases.seq,
          notes: releases.notes,
          licence: releases.licence,
          createdAt: releases.createdAt,
        })
        .from(releases)
        .innerJoin(designs, eq(designs.id, releases.designId))
        .$dynamic(),
      key: releases.id,
      mine: and(eq(designs.authorId, userId), isNull(designs.removedAt)),
    })),
    section('critiques', (userId) => ({
      query: db
        .select({
          key: critiques.id,
          designId: critiques.designId,
          criteria: critiques.criteria,
          scores: critiques.scores,
          summary: critiques.summary,
          createdAt: critiques.createdAt,
        })
        .from(critiques)
        .$dynamic(),
      key: critiques.id,
      mine: eq(critiques.userId, userId),
    })),
    section('rubrics', (userId) => ({
      query: db.select({ key: rubrics.id, name: rubrics.name, criteria: rubrics.criteria }).from(rubrics).$dynamic(),
      key: rubrics.id,
      mine: and(eq(rubrics.ownerId, userId), isNull(rubrics.removedAt)),
    })),
    ...likingSections(db, section),
    ...moderationSections(db, section),
  ];
}

function likingSections(db: Database, section: MakeSection): Section[] {
  const reactionKey = sql<string>`${reactions.designId} || ' ' || ${reactions.kind}`;
  const itemKey = sql<string>`${collectionItems.collectionId} || ' ' || ${collectionItems.designId}`;
  return [
    section('reactions', (userId) => ({
      query: db
        .select({
          key: reactionKey,
          designId: reactions.designId,
          kind: reactions.kind,
          createdAt: reactions.createdAt,
        })
        .from(reactions)
        .$dynamic(),
      key: reactionKey,
      mine: eq(reactions.userId, userId),
    })),
    section('following', (userId) => ({
      query: db
        .select({ key: follows.authorId, name: users.name, createdAt: follows.createdAt })
        .from(follows)
        .innerJoin(users, eq(users.id, follows.authorId))
        .$dynamic(),
      key: follows.authorId,
      mine: eq(follows.followerId, userId),
    })),
    section('collections', (userId) => ({
      query: db
        .select({
          key: collections.id,
          title: collections.title,
          description: collections.description,
          visibility: collections.visibility,
        })
        .from(collections)
        .$dynamic(),
      key: collections.id,
      mine: and(eq(collections.ownerId, userId), isNull(collections.removedAt)),
    })),
    section('collection-items', (userId) => ({
      query: db
        .select({
          key: itemKey,
          collectionId: collectionItems.collectionId,
          designId: collectionItems.designId,
          note: collectionItems.note,
        })
        .from(collectionItems)
        .innerJoin(collections, eq(collections.id, collectionItems.collectionId))
        .$dynamic(),
      key: itemKey,
      mine: and(eq(collections.ownerId, userId), isNull(collections.removedAt)),
    })),
  ];
}

function moderationSections(db: Database, section: MakeSection): Section[] {
  return [
    section('reports-made', (userId) => ({
      query: db
        .select({
          key: reports.id,
          about: reviewItems.targetType,
          reason: reports.reason,
          words: reports.words,
          createdAt: reports.createdAt,
        })
        .from(reports)
        .innerJoin(reviewItems, eq(reviewItems.id, reports.reviewItemId))
        .$dynamic(),
      key: reports.id,
      mine: eq(reports.reporterId, userId),
    })),
    section('statements-received', (userId) => ({
      query: db
        .select({
          key: moderationActions.id,
          kind: moderationActions.kind,
          about: moderationActions.targetType,
          reason: moderationActions.reason,
          statement: moderationActions.statement,
          createdAt: moderationActions.createdAt,
          expiresAt: moderationActions.expiresAt,
          reversedAt: moderationActions.reversedAt,
        })
        .from(moderationActions)
        .$dynamic(),
      key: moderationActions.id,
      mine: eq(moderationActions.subjectId, userId),
    })),
    section('appeals', (userId) => ({
      query: db
        .select({
          key: appeals.id,
          actionId: appeals.actionId,
          words: appeals.words,
          state: appeals.state,
          answer: appeals.answer,
          createdAt: appeals.createdAt,
        })
        .from(appeals)
        .$dynamic(),
      key: appeals.id,
      mine: eq(appeals.userId, userId),
    })),
  ];
}
