/** The use cases of threads on designs, and what other modules ask of them. */
import type { SignedInActor } from '../../../platform/actor.ts';
import type { PostDesignComment } from '../schema.ts';
import { createDesignCommentUseCases } from './comments.ts';
import { createCommentContent } from './content.ts';
import { createDesignThreadsCore, type DesignThreadsDeps } from './deps.ts';
import { createPins } from './pins.ts';
import { createDesignThreadReads } from './read-threads.ts';
import { createDesignThreadUseCases } from './threads.ts';

export function createDesignThreadsService(deps: DesignThreadsDeps) {
  const core = createDesignThreadsCore(deps);
  const { begin, ...threads } = createDesignThreadUseCases(core);
  const { replyTo, ...comments } = createDesignCommentUseCases(core);
  return {
    onDesigns: {
      ...createDesignThreadReads(core),
      ...threads,
      ...comments,

      /** What `POST designs/:id/comments` does: a thread of its own, or a reply. */
      async post(actor: SignedInActor, input: PostDesignComment): Promise<{ id: string }> {
        const { designId, content, parentId, rating, anchor } = input;
        if (parentId !== undefined) return await replyTo(actor, { ...input, parentId });
        const thread = await threads.create(actor, { designId, text: content, rating, anchor });
        return { id: thread.comments[0]?.id ?? '' };
      },
    },
    content: createCommentContent(core),
    pins: createPins(core, { begin }),
  };
}
