/** The use cases of threads and comments. */
import { createCommentUseCases } from './service/comments.ts';
import { type CommentsDeps, createCommentsCore } from './service/deps.ts';
import { createThreadReads } from './service/read-threads.ts';
import { createThreadChanges } from './service/threads.ts';

export type CommentsService = ReturnType<typeof createCommentsService>;

export function createCommentsService(deps: CommentsDeps) {
  const core = createCommentsCore(deps);
  return { ...createCommentUseCases(core), threads: { ...createThreadReads(core), ...createThreadChanges(core) } };
}
