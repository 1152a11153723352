/**
 * A community made by a seeded generator: people, designs and what they like. Few are liked by many, people keep to a
 * few topics, and everything is younger than two years. The same seed makes the same community.
 */
import { personColours } from '@draftroom/drizzle/enums';
import { type Chance, createChance } from '../contract/chance.ts';
import { colourNames } from '../contract/colours.ts';
import { newId } from '../contract/ids.ts';
import { licenceIds } from '../contract/licences.ts';
import { familyNames, givenNames, moods, phrases, remarks, replies, topics } from './words.ts';

const day = 86_400_000;
const reach = 730 * day;

export interface MadePerson {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly colour: string;
  readonly createdAt: number;
}

export interface MadeDesign {
  readonly id: string;
  readonly author: MadePerson;
  readonly topic: number;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly kinds: readonly string[];
  readonly colours: readonly string[];
  readonly licence: string;
  readonly createdAt: number;
}

export interface MadeReaction {
  readonly person: MadePerson;
  readonly design: MadeDesign;
  readonly kind: 'like' | 'save';
  readonly at: number;
}

/** A thread on a design. */
export interface MadeThread {
  readonly design: MadeDesign;
  /** From 0 to 1 across its picture; null: about the whole. */
  readonly place: { readonly x: number; readonly y: number } | null;
  readonly resolved: boolean;
  /** Oldest first. */
  readonly comments: readonly { readonly person: MadePerson; readonly text: string; readonly at: number }[];
}

export interface CommunitySize {
  readonly people: number;
  readonly designs: number;
  readonly reactions: number;
}

export interface MadeCommunity {
  readonly people: readonly MadePerson[];
  readonly designs: readonly MadeDesign[];
  /** Of one person after the other, each oldest first. */
  reactions(): Generator<MadeReaction>;
  /** By people who like the design; of what many like more. */
  threads(): Generator<MadeThread>;
  follows(): Generator<{ readonly follower: MadePerson; readonly author: MadePerson }>;
}

export function makeCommunity(seed: number, size: CommunitySize, now: number): MadeCommunity {
  const chance = createChance(seed);
  const people = Array.from({ length: size.people }, () => makePerson(chance, now));
  const designs = Array.from({ length: size.designs }, () => makeDesign(chance, people, now));
  const reactions = () => makeReactions(createChance(seed + 1), { people, designs, count: size.reactions, now });
  return {
    people,
    designs,
    reactions,
    threads: () => makeThreads(createChance(seed + 3), reactions(), now),
    follows: () => makeFollows(createChance(seed + 2), people),
  };
}

function makePerson(chance: Chance, now: number): MadePerson {
  const name = `${pick(chance, givenNames)} ${pick(chance, familyNames)}`;
  const createdAt = now - reach + skewed(chance, reach / 2, 1);
  const id = newId(createdAt, bytesOf(chance));
  return { id, email: `${id}@made.draftroom.local`, name, colour: pick(chance, personColours), createdAt };
}

function makeDesign(chance: Chance, people: readonly MadePerson[], now: number): MadeDesign {
  const topicIndex = skewed(chance, topics.length, 1.3);
  const topic = topics[topicIndex] ?? topics[0];
  if (topic === undefined) throw new Error('there are no topics');
  // More of it is new than old.
  const createdAt = now - skewed(chance, reach, 1.5) - 60_000;
  const thing = pick(chance, topic.things);
  const own = `${thing}-${1 + skewed(chance, 400, 2)}`;
  const tags = new Set([pick(chance, topic.tags), pick(chance, topic.tags), thing]);
  if (chance(3) === 0) tags.add(own);
  if (chance(4) === 0) tags.add(pick(chance, pick(chance, topics).tags));
  const title = `${pick(chance, moods)} ${chance(2) === 0 ? `${pick(chance, moods)} ` : ''}${thing}`;
  return {
    id: newId(createdAt, bytesOf(chance)),
    author: people[skewed(chance, people.length, 1.7)] ?? (people[0] as MadePerson),
    topic: topicIndex,
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    description: `${pick(chance, phrases)} ${pick(chance, phrases)}`,
    tags: [...tags],
    kinds: [...new Set([pick(chance, topic.kinds), pick(chance, topic.kinds)])],
    colours: [...new Set([pick(chance, colourNames), pick(chance, colourNames), pick(chance, colourNames)])],
    licence: licenceIds[skewed(chance, licenceIds.length, 2)] ?? licenceIds[0],
    createdAt,
  };
}

interface ReactionPlan {
  readonly people: readonly MadePerson[];
  readonly designs: readonly MadeDesign[];
  readonly count: number;
  readonly now: number;
}

function* makeReactions(chance: Chance, { people, designs, count, now }: ReactionPlan): Generator<MadeReaction> {
  // In an order that has nothing to do with age; the first are the popular ones.
  const ranked = designs.map((design) => ({ design, at: chance(2 ** 30) })).sort((a, b) => a.at - b.at);
  const byTopic = topics.map((_, index) => ranked.filter(({ design }) => design.topic === index));
  const shares = people.map((_, index) => 1 / (index + 3) ** 0.5);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  for (const [index, person] of people.entries()) {
    const tastes = [skewed(chance, topics.length, 1.3), skewed(chance, topics.length, 1.3)];
    const wanted = Math.min(designs.length / 4, Math.round((count * (shares[index] ?? 0)) / whole));
    const turned = person.createdAt + skewed(chance, now - person.createdAt, 1);
    const liked = new Map<MadeDesign, number>();
    for (let tries = 0; liked.size < wanted && tries < wanted * 8; tries++) {
      const at = person.createdAt + skewed(chance, now - person.createdAt, 1);
      // People move on: of two topics one comes later.
      const taste = tastes[at < turned === chance(8) > 0 ? 0 : 1] ?? 0;
      const pool = chance(10) < 7 ? (byTopic[taste] ?? ranked) : ranked;
      const found = pool[skewed(chance, pool.length, 2.2)];
      if (found !== undefined && found.design.createdAt < at && !liked.has(found.design)) liked.set(found.design, at);
    }
    const dated = [...liked].map(([design, at]) => ({
      person,
      design,
      kind: chance(6) === 0 ? ('save' as const) : ('like' as const),
      at,
    }));
    yield* dated.sort((a, b) => a.at - b.at);
  }
}

function* makeThreads(chance: Chance, reactions: Iterable<MadeReaction>, now: number): Generator<MadeThread> {
  for (const { person, design, at } of reactions) {
    if (person === design.author || chance(12) > 0) continue;
    const answered = chance(3) === 0;
    const answer = { person: design.author, text: pick(chance, replies), at: at + skewed(chance, now - at, 2) };
    yield {
      design,
      place: chance(3) === 0 ? null : { x: chance(1_000) / 1_000, y: chance(1_000) / 1_000 },
      resolved: answered && chance(2) === 0,
      comments: [{ person, text: pick(chance, remarks), at }, ...(answered ? [answer] : [])],
    };
  }
}

function* makeFollows(chance: Chance, people: readonly MadePerson[]) {
  for (const follower of people) {
    const authors = new Set<MadePerson>();
    for (let tries = skewed(chance, 200, 2); tries > 0; tries--) {
      const author = people[skewed(chance, people.length, 1.7)];
      if (author !== undefined && author !== follower) authors.add(author);
    }
    for (const author of authors) yield { follower, author };
  }
}

function bytesOf(chance: Chance): (bytes: Uint8Array) => void {
  return (bytes) => bytes.set(Uint8Array.from(bytes, () => chance(256)));
}

function pick<Value>(chance: Chance, values: readonly Value[]): Value {
  return values[chance(values.length)] as Value;
}

/** Below `below`; small numbers more often, the more the larger `power` is. */
function skewed(chance: Chance, below: number, power: number): number {
  return Math.floor(below * (chance(2 ** 30) / 2 ** 30) ** power);
}
