/** Writes a made community straight into the tables: for sizes at which the services would take hours. */
import type { RawSql } from '@draftroom/drizzle/client';
import { createChance } from '../contract/chance.ts';
import { newId } from '../contract/ids.ts';
import { contentHash, kindsOf, releaseFacts } from '../modules/designs/contents.ts';
import type { CheckedFile } from '../modules/uploads/ports.ts';
import { statements } from './bulk-statements.ts';
import type { MadeCommunity, MadeDesign, MadeThread } from './community.ts';
import { filesOf, pictureOf, type Stock } from './stock.ts';

const rowsAtOnce = 2_000;

/** As the designs module weighs them. */
const weights = { like: 1, save: 2 };

interface Counts {
  likes: number;
  saves: number;
  comments: number;
}

export interface WriteOptions {
  /** Shows how far it is. */
  readonly progress: (done: string) => void;
  /** What the designs hold; without, they are words alone. */
  readonly stock?: Stock;
}

/** What of it is there already stays as it is. */
export async function writeCommunity(
  raw: RawSql,
  community: MadeCommunity,
  { progress, stock }: WriteOptions,
): Promise<void> {
  const { people, designs } = community;
  await write(
    raw,
    statements.people,
    map(people, (person) => ({ ...person, createdAt: iso(person.createdAt) })),
  );
  progress(`${people.length} people`);
  await writeDesigns(raw, community, stock);
  progress(`${designs.length} designs`);
  const reactions = map(community.reactions(), ({ person, design, kind, at }) => ({
    userId: person.id,
    designId: design.id,
    kind,
    weight: weights[kind],
    at: iso(at),
  }));
  await write(raw, statements.reactions, reactions);
  const follows = map(community.follows(), ({ follower, author }) => ({
    followerId: follower.id,
    authorId: author.id,
    at: iso(author.createdAt),
  }));
  await write(raw, statements.follows, follows);
  progress('what they like and whom they follow');
}

async function writeDesigns(raw: RawSql, community: MadeCommunity, stock: Stock | undefined): Promise<void> {
  const counts = countAll(community, stock !== undefined);
  const chance = createChance(3);
  const made = community.designs.map((design) => ({
    design,
    counts: counts.get(design) ?? none,
    files: stock === undefined ? [] : filesOf(stock, chance, design.kinds),
    releaseId: newId(design.createdAt),
  }));
  await write(raw, statements.designs, map(made, designRow));
  if (stock === undefined) return;
  await write(raw, statements.releases, map(made, releaseRow));
  await write(
    raw,
    statements.releaseFiles,
    made.flatMap(({ releaseId, files }) => files.map((file) => ({ ...file, releaseId }))),
  );
  await writeThreads(raw, community, new Map(made.map((one) => [one.design, one])));
}

async function writeThreads(raw: RawSql, community: MadeCommunity, made: ReadonlyMap<MadeDesign, Made>): Promise<void> {
  const written = [...community.threads()].map((thread) => ({ thread, id: newId(thread.comments[0]?.at) }));
  const rows = written.map(({ thread, id }) => threadRow(thread, id, made.get(thread.design)));
  await write(raw, statements.threads, rows);
  const comments = written.flatMap(({ thread, id }) =>
    thread.comments.map(({ person, text, at }) => ({
      id: newId(at),
      threadId: id,
      designId: thread.design.id,
      userId: person.id,
      text,
      at: iso(at),
    })),
  );
  await write(raw, statements.comments, comments);
}

function threadRow({ design, place, resolved, comments }: MadeThread, id: string, made: Made | undefined): object {
  const poster = made?.files.find(({ kind }) => kind === 'image');
  const { path, assetId } = poster ?? {};
  const [first, last] = [comments[0], comments.at(-1)];
  return {
    id,
    designId: design.id,
    releaseId: made?.releaseId,
    anchor:
      place === null || poster === undefined
        ? null
        : { surface: 'picture', path, assetId, state: 'attached', ...place },
    userId: first?.person.id,
    at: iso(first?.at ?? design.createdAt),
    ...(resolved ? { resolvedAt: iso(last?.at ?? design.createdAt), resolvedBy: design.author.id } : {}),
  };
}

const none: Counts = { likes: 0, saves: 0, comments: 0 };

function countAll(community: MadeCommunity, withThreads: boolean): ReadonlyMap<MadeDesign, Counts> {
  const counts = new Map<MadeDesign, Counts>();
  const add = (design: MadeDesign, what: keyof Counts, many = 1) => {
    const count = counts.get(design) ?? { ...none };
    count[what] += many;
    counts.set(design, count);
  };
  for (const { design, kind } of community.reactions()) add(design, kind === 'like' ? 'likes' : 'saves');
  if (withThreads) for (const { design, comments } of community.threads()) add(design, 'comments', comments.length);
  return counts;
}

interface Made {
  readonly design: MadeDesign;
  readonly counts: Counts;
  readonly files: readonly CheckedFile[];
  readonly releaseId: string;
}

function designRow({ design, counts: { likes, saves, comments }, files }: Made): object {
  const { author, topic: _, createdAt, ...said } = design;
  const weight = likes * weights.like + saves * weights.save;
  const rank = Math.log10(Math.max(weight, 1)) + createdAt / 1_000 / 45_000;
  const row = { ...said, authorId: author.id, likes, saves, comments, weight, rank, at: iso(createdAt), releases: 0 };
  if (files.length === 0) return row;
  const { assetId: previewId, colours = design.colours, ...picture } = pictureOf(files) ?? {};
  return { ...row, kinds: kindsOf(files), colours, previewId, ...picture, releases: 1 };
}

function releaseRow({ design, files, releaseId }: Made): object {
  return {
    id: releaseId,
    designId: design.id,
    licence: design.licence,
    hash: contentHash(files),
    facts: releaseFacts(files),
    previewId: pictureOf(files)?.assetId,
    authorId: design.author.id,
    at: iso(design.createdAt),
  };
}

async function write(raw: RawSql, statement: string, rows: Iterable<object>): Promise<void> {
  let batch: object[] = [];
  const flush = async () => {
    if (batch.length > 0) await raw.query(statement, [JSON.stringify(batch)]);
    batch = [];
  };
  for (const row of rows) {
    batch.push(row);
    if (batch.length === rowsAtOnce) await flush();
  }
  await flush();
}

function* map<From, To>(values: Iterable<From>, change: (value: From) => To): Generator<To> {
  for (const value of values) yield change(value);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
