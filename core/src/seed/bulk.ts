/** Writes a made community straight into the tables: for sizes at which the services would take hours. */
import type { RawSql } from '@draftroom/drizzle/client';
import type { MadeCommunity, MadeDesign } from './community.ts';

const rowsAtOnce = 2_000;

/** As the designs module weighs them. */
const weights = { like: 1, save: 2 };

interface Counts {
  likes: number;
  saves: number;
}

/** Shows how far it is. */
export type Progress = (done: string) => void;

export async function writeCommunity(raw: RawSql, community: MadeCommunity, progress: Progress): Promise<void> {
  const counts = new Map<MadeDesign, Counts>(community.designs.map((design) => [design, { likes: 0, saves: 0 }]));
  for (const { design, kind } of community.reactions()) {
    const count = counts.get(design);
    if (count !== undefined) count[kind === 'like' ? 'likes' : 'saves'] += 1;
  }
  await write(
    raw,
    people,
    community.people.map((person) => ({ ...person, createdAt: iso(person.createdAt) })),
  );
  progress(`${community.people.length} people`);
  await write(
    raw,
    designs,
    map(community.designs, (design) => designRow(design, counts.get(design))),
  );
  progress(`${community.designs.length} designs`);
  await write(
    raw,
    reactions,
    map(community.reactions(), ({ person, design, kind, at }) => ({
      userId: person.id,
      designId: design.id,
      kind,
      weight: weights[kind],
      at: iso(at),
    })),
  );
  await write(
    raw,
    follows,
    map(community.follows(), ({ follower, author }) => ({
      followerId: follower.id,
      authorId: author.id,
      at: iso(author.createdAt),
    })),
  );
  progress('what they like and follow');
}

const people = `insert into users (id, email, name, colour, created_at)
  select id, email, name, colour, "createdAt" from json_to_recordset($1::json)
  as row(id text, email text, name text, colour text, "createdAt" timestamptz) on conflict do nothing`;

const designs = `insert into designs (id, author_id, title, description, tags, licence, visibility, kinds, colours,
    like_count, save_count, weight, rank, created_at, published_at, changed_at)
  select id, "authorId", title, description, tags, licence, 'public', kinds, colours,
    likes, saves, weight, rank, at, at, at from json_to_recordset($1::json)
  as row(id text, "authorId" text, title text, description text, tags text[], licence text, kinds text[], colours text[],
    likes int, saves int, weight float8, rank float8, at timestamptz) on conflict do nothing`;

const reactions = `insert into reactions (user_id, design_id, kind, weight, created_at)
  select "userId", "designId", kind, weight, at from json_to_recordset($1::json)
  as row("userId" text, "designId" text, kind text, weight float8, at timestamptz) on conflict do nothing`;

const follows = `insert into follows (follower_id, author_id, created_at)
  select "followerId", "authorId", at from json_to_recordset($1::json)
  as row("followerId" text, "authorId" text, at timestamptz) on conflict do nothing`;

function designRow({ author, topic: _, createdAt, ...design }: MadeDesign, counts: Counts | undefined): object {
  const { likes, saves } = counts ?? { likes: 0, saves: 0 };
  const weight = likes * weights.like + saves * weights.save;
  const rank = Math.log10(Math.max(weight, 1)) + createdAt / 1_000 / 45_000;
  return { ...design, authorId: author.id, likes, saves, weight, rank, at: iso(createdAt) };
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
