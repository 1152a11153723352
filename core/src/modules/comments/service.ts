/** The use cases of threads and comments, in rooms and on designs. */
import type { DesignThreadsDeps } from './designs/deps.ts';
import { createDesignThreadsService } from './designs/service.ts';
import { createCommentUseCases } from './service/comments.ts';
import { type CommentsDeps, createCommentsCore } from './service/deps.ts';
import { createThreadReads } from './service/read-threads.ts';
import { createThreadChanges } from './service/threads.ts';

export type CommentsService = ReturnType<typeof createCommentsService>;

export function createCommentsService(deps: CommentsDeps & DesignThreadsDeps) {
  const core = createCommentsCore(deps);
  return {
    ...createDesignThreadsService(deps),
    ...createCommentUseCases(core),
    threads: { ...createThreadReads(core), ...createThreadChanges(core) },
  };
}
