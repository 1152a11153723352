/** A made community of any size in a hub: what `npm run seed -- --scale N` writes. */
import type { HubCore } from '../hub.ts';
import { writeCommunity } from './bulk.ts';
import { makeCommunity } from './community.ts';
import { makeStock } from './stock.ts';

export interface MadeOptions {
  readonly designs: number;
  /** Another seed makes another community. */
  readonly seed: number;
  readonly progress: (done: string) => void;
}

export async function seedMade(
  { modules, database, parts }: Pick<HubCore, 'modules' | 'database' | 'parts'>,
  { designs, seed, progress }: MadeOptions,
): Promise<void> {
  const { uploads, discovery } = modules.services;
  const people = Math.max(5, Math.round(designs / 20));
  const community = makeCommunity(seed, { designs, people, reactions: designs * 10 }, parts.clock.now());
  const posters = Math.min(96, Math.max(8, Math.round(designs / 4)));
  const stock = await makeStock(uploads, seed, { image: posters, drawing: 12, model: 12, code: 8 });
  progress(`${posters} posters, 12 drawings, 12 models, 8 pages`);
  await writeCommunity(database.raw, community, { stock, progress });
  await discovery.upkeep.recount();
  await discovery.upkeep.refreshNeighbours(new AbortController().signal);
}
