/**
 * `npm run evaluate -w core [-- --people 2000 --designs 6000 --reactions 120000 --seed 1]`: how well suggestions find
 * what somebody liked next. The history is made by our own generator, with a few topics to a person; the last fifth of
 * each person's likes is held out. It says which rule is better than which, on made people; not how good any is for
 * real ones.
 */
import { parseArgs } from 'node:util';
import { type Chance, createChance } from '../src/contract/chance.ts';
import { itemNeighbours, type Likes } from '../src/modules/discovery/neighbours/item-cosine.ts';
import type { NeighbourLink } from '../src/modules/discovery/repo/suggestion-repo.ts';
import { damped, likedTogether, mostSeeds } from '../src/modules/discovery/suggest-rules.ts';
import { makeCommunity } from '../src/seed/community.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    designs: { type: 'string', default: '6000' },
    reactions: { type: 'string', default: '120000' },
    seed: { type: 'string', default: '1' },
  },
});
const places = 10;
const leastLikes = 10;

interface Person {
  /** Latest first. */
  readonly known: readonly number[];
  readonly heldOut: ReadonlySet<number>;
}

/** The best designs for somebody by one rule, best first; more than needed, what they know is left out after. */
type Rule = (person: Person) => Iterable<number>;

const { people, designCount } = history();
const likesOf = countLikes(people, designCount);
const linksOf = neighbourLinks(people, designCount);

console.log(
  `${people.length} people with ${leastLikes} likes or more, ${designCount} designs, ` +
    `${likesOf.reduce((sum, likes) => sum + likes, 0)} likes known, the last fifth of each held out\n`,
);
console.log(`${'rule'.padEnd(34)}recall@${places}   NDCG@${places}   coverage`);
for (const [name, rule] of Object.entries(rules())) print(name, evaluate(rule));

function rules(): Record<string, Rule> {
  const chance = createChance(Number(values.seed) + 100);
  const popular = best(likesOf.map((likes, design) => [design, likes] as const));
  const links = (person: Person) => person.known.slice(0, mostSeeds).flatMap((seed) => linksOf.get(seed) ?? []);
  const seeds = (person: Person) => person.known.slice(0, mostSeeds).map(String);
  const together = (person: Person) => [...likedTogether(seeds(person), links(person))];
  return {
    random: () => shuffled(chance, designCount),
    popularity: () => popular,
    'item cosine (shrinkage 20, 20 each)': (person) => {
      const scores = new Map<number, number>();
      for (const { designId, weight } of links(person)) {
        scores.set(Number(designId), (scores.get(Number(designId)) ?? 0) + weight);
      }
      return best([...scores]);
    },
    '+ decay (half after 10 likes)': (person) => best(together(person).map(([id, { score }]) => [Number(id), score])),
    '+ damping by popularity^0.2': (person) =>
      best(
        together(person).map(([id, { score }]) => [
          Number(id),
          damped(score, { likes: likesOf[Number(id)] ?? 0, seen: 0 }),
        ]),
      ),
  };
}

interface Figures {
  readonly recall: number;
  readonly ndcg: number;
  readonly coverage: number;
}

function evaluate(rule: Rule): Figures {
  const shown = new Set<number>();
  let [recall, ndcg] = [0, 0];
  for (const person of people) {
    const known = new Set(person.known);
    const page: number[] = [];
    for (const design of rule(person)) {
      if (!known.has(design)) page.push(design);
      if (page.length === places) break;
    }
    for (const design of page) shown.add(design);
    const hits = page.map((design) => person.heldOut.has(design));
    recall += hits.filter(Boolean).length / Math.min(places, person.heldOut.size);
    const ideal = Array.from({ length: Math.min(places, person.heldOut.size) }, (_, at) => gain(at));
    ndcg += hits.reduce((sum, hit, at) => sum + (hit ? gain(at) : 0), 0) / ideal.reduce((sum, part) => sum + part, 0);
  }
  return { recall: recall / people.length, ndcg: ndcg / people.length, coverage: shown.size / designCount };
}

function gain(place: number): number {
  return 1 / Math.log2(place + 2);
}

function print(name: string, { recall, ndcg, coverage }: Figures): void {
  console.log(
    `${name.padEnd(34)}${recall.toFixed(4).padStart(9)}${ndcg.toFixed(4).padStart(10)}${(100 * coverage).toFixed(1).padStart(9)} %`,
  );
}

function history(): { people: Person[]; designCount: number } {
  const size = { people: Number(values.people), designs: Number(values.designs), reactions: Number(values.reactions) };
  const community = makeCommunity(Number(values.seed), size, Date.parse('2026-11-01T12:00:00Z'));
  const numbers = new Map(community.designs.map((design, index) => [design, index]));
  const liked = new Map<unknown, number[]>();
  for (const { person, design } of community.reactions()) {
    const theirs = liked.get(person) ?? [];
    theirs.push(numbers.get(design) ?? 0);
    liked.set(person, theirs);
  }
  const people = [...liked.values()]
    .filter((theirs) => theirs.length >= leastLikes)
    .map((theirs) => {
      const end = Math.floor(theirs.length * 0.8);
      return { known: theirs.slice(0, end).reverse(), heldOut: new Set(theirs.slice(end)) };
    });
  return { people, designCount: community.designs.length };
}

function countLikes(all: readonly Person[], count: number): number[] {
  const likes = new Array<number>(count).fill(0);
  for (const { known } of all) for (const design of known) likes[design] = (likes[design] ?? 0) + 1;
  return likes;
}

function neighbourLinks(all: readonly Person[], count: number): Map<number, NeighbourLink[]> {
  const likes: Likes = {
    people: Int32Array.from(all.flatMap(({ known }, person) => known.map(() => person))),
    designs: Int32Array.from(all.flatMap(({ known }) => known)),
    peopleCount: all.length,
    designCount: count,
  };
  const links = new Map<number, NeighbourLink[]>();
  for (const { design, neighbours, weights } of itemNeighbours(likes)) {
    const rows = [...neighbours].map((other, at) => ({
      seedId: String(design),
      designId: String(other),
      weight: weights[at] ?? 0,
    }));
    links.set(design, rows);
  }
  return links;
}

function best(scores: readonly (readonly [number, number])[]): number[] {
  return scores.toSorted(([a, one], [b, other]) => other - one || a - b).map(([design]) => design);
}

function* shuffled(chance: Chance, count: number): Generator<number> {
  for (;;) yield chance(count);
}
