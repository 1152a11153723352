/** One run over all likes: read in pages, worked out in a thread, written in batches. */
import type { Clock } from '../../../platform/clock.ts';
import type { LikePair, NeighbourRow } from '../repo/upkeep-repo.ts';
import type { DiscoveryRepo } from '../repo.ts';
import type { Likes, Neighbours } from './item-cosine.ts';
import { neighboursInThread } from './neighbour-thread.ts';

const day = 86_400_000;
const page = 5_000;
const batch = 100;
/** A run is due when this share of reactions, or at least so many, came or went since the last. */
const changed = { share: 0.1, least: 100 };

export interface RefreshDeps {
  readonly repo: DiscoveryRepo;
  readonly clock: Clock;
}

/** Whether there is something to be gained; a run a day in any case. */
export async function isDue({ repo, clock }: RefreshDeps): Promise<boolean> {
  const [last, now] = [await repo.lastRun(), await repo.reactionCount()];
  if (last === undefined) return now > 0;
  const difference = Math.abs(now - last.reactions);
  return (
    difference >= Math.max(changed.least, last.reactions * changed.share) || clock.now() - last.at.getTime() >= day
  );
}

/** Returns how many designs have neighbours now. */
export async function refreshNeighbours({ repo, clock }: RefreshDeps, signal: AbortSignal): Promise<number> {
  const reactions = await repo.reactionCount();
  const run = ((await repo.lastRun())?.run ?? 0) + 1;
  const { likes, designIds } = await readLikes(repo, signal);
  let written = 0;
  for await (const rows of neighboursInThread(likes, { batch, signal })) {
    const named = rows.flatMap((row) => rowsOf(row, designIds));
    await repo.replaceNeighbours(
      rows.map(({ design }) => designIds[design] ?? ''),
      named,
      run,
    );
    written += rows.length;
  }
  await repo.finishRun({ run, at: new Date(clock.now()), reactions });
  return written;
}

async function readLikes(
  repo: DiscoveryRepo,
  signal: AbortSignal,
): Promise<{ likes: Likes; designIds: readonly string[] }> {
  const numbers = new Map<string, number>();
  const [people, designs]: [number[], number[]] = [[], []];
  let peopleCount = 0;
  let last: LikePair | null = null;
  for (;;) {
    signal.throwIfAborted();
    const pairs: LikePair[] = await repo.likesAfter(last, page);
    for (const pair of pairs) {
      if (pair.userId !== last?.userId) peopleCount += 1;
      last = pair;
      const number = numbers.get(pair.designId) ?? numbers.size;
      numbers.set(pair.designId, number);
      people.push(peopleCount - 1);
      designs.push(number);
    }
    if (pairs.length < page) break;
  }
  const likes = {
    people: Int32Array.from(people),
    designs: Int32Array.from(designs),
    peopleCount,
    designCount: numbers.size,
  };
  return { likes, designIds: [...numbers.keys()] };
}

function rowsOf({ design, neighbours, weights }: Neighbours, ids: readonly string[]): NeighbourRow[] {
  return [...neighbours].map((neighbour, index) => ({
    designId: ids[design] ?? '',
    neighbourId: ids[neighbour] ?? '',
    weight: weights[index] ?? 0,
  }));
}
