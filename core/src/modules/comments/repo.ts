import type { Database } from '@draftroom/drizzle/client';
import { createCommentRepo } from './repo/comment-repo.ts';
import { createDesignSeenRepo } from './repo/design-seen-repo.ts';
import { createDesignThreadRepo } from './repo/design-thread-repo.ts';
import { createSeenRepo } from './repo/seen-repo.ts';
import { createThreadRepo } from './repo/thread-repo.ts';

export type { CommentRecord } from './repo/comment-repo.ts';
export type { DesignThreadRecord } from './repo/design-thread-repo.ts';
export type { ThreadRecord } from './repo/thread-repo.ts';
export type { Eyes } from './repo/visible-to.ts';

/** Tables of threads and comments, over the database or one transaction of it. */
export function createCommentsRepo(db: Database) {
  return {
    ...createThreadRepo(db),
    ...createCommentRepo(db),
    ...createSeenRepo(db),
    ...createDesignThreadRepo(db),
    ...createDesignSeenRepo(db),
  };
}

export type CommentsRepo = ReturnType<typeof createCommentsRepo>;
