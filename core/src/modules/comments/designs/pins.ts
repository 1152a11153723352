/** Threads as the pins that critiques cite. */
import type { PinsPort } from '../ports.ts';
import { type DesignThreadsCore, workOn } from './deps.ts';
import { placeIn } from './places.ts';
import type { createDesignThreadUseCases } from './threads.ts';

export function createPins(
  core: DesignThreadsCore,
  { begin }: Pick<ReturnType<typeof createDesignThreadUseCases>, 'begin'>,
): PinsPort {
  const { deps, repo } = core;
  return {
    async prepare(actor, release, pin) {
      const { releaseId, text, mentions } = await core.opening(actor, release, pin);
      return { releaseId, anchor: placeIn(release, pin.anchor), text, mentions };
    },

    async begin(work, design, actor, pin) {
      const { threadId } = await begin(workOn(work, design, deps.clock), actor, { ...pin, rating: null });
      return threadId;
    },

    async among(actor, designId, threadIds) {
      const eyes = await core.eyesOf(actor);
      const [places, threads] = await Promise.all([
        repo.placesOfThreads(designId, threadIds),
        repo.findDesignThreads(threadIds, eyes),
      ]);
      const seen = new Set(threads.map(({ id }) => id));
      const first = await repo.listComments([...seen], { newest: 0, eyes });
      const words = new Map(first.map(({ comment }) => [comment.threadId, comment.text]));
      return places.map(({ id, anchor }) => ({
        threadId: id,
        anchor,
        words: words.get(id) ?? '',
        gone: !seen.has(id),
      }));
    },
  };
}
