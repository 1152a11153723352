/** The `@na…` that is being written, and what becomes of it. Pure. */
import { splitMentions, writeMention } from '@draftroom/core/contract/mentions';
import type { RoomPerson } from '@draftroom/core/schema/rooms';

export interface MentionQuery {
  /** Where the `@` stands. */
  start: number;
  query: string;
}

/** The mention that the cursor is in; null when there is none. */
export function mentionAt(text: string, cursor: number): MentionQuery | null {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._'-]{0,40})$/u.exec(text.slice(0, cursor));
  if (match === null) return null;
  const query = match[1] ?? '';
  return { start: cursor - query.length - 1, query };
}

export function matchingPeople<Someone extends RoomPerson>(people: readonly Someone[], query: string): Someone[] {
  const wanted = query.toLocaleLowerCase();
  const starts = (person: Someone) =>
    person.name
      .toLocaleLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  const byFirstWord = (person: Someone) => (person.name.toLocaleLowerCase().startsWith(wanted) ? 0 : 1);
  return people
    .filter(starts)
    .toSorted((one, other) => byFirstWord(one) - byFirstWord(other))
    .slice(0, 6);
}

/** While writing, a mention is `@Name`; `known` says whom each name means. */
export function insertMention(
  text: string,
  query: MentionQuery,
  person: { name: string },
): { text: string; cursor: number } {
  const inserted = `@${person.name} `;
  const after = text.slice(query.start + 1 + query.query.length);
  return { text: text.slice(0, query.start) + inserted + after, cursor: query.start + inserted.length };
}

/** Whom each `@Name` means, in the order in which they stand: several people may have one name. Further ones: the last. */
export type Picked = ReadonlyMap<string, readonly string[]>;

/** After somebody was chosen for the mention that is being written in `text`. */
export function withPicked(
  picked: Picked,
  { text, query, person }: { text: string; query: MentionQuery; person: { name: string; userId: string } },
): Picked {
  const { name, userId } = person;
  const named = mentionsIn(text, picked).filter((mention) => mention.name === name);
  const before = named.filter(({ at }) => at < query.start).map((mention) => mention.userId);
  const after = named.filter(({ at }) => at > query.start).map((mention) => mention.userId);
  return new Map([...picked, [name, [...before, userId, ...after]]]);
}

/** `@Name` of people picked becomes what is stored. */
export function toStored(text: string, picked: Picked): string {
  let [stored, from] = ['', 0];
  for (const { at, name, userId } of mentionsIn(text, picked)) {
    stored += text.slice(from, at) + writeMention(name, userId);
    from = at + 1 + name.length;
  }
  return stored + text.slice(from);
}

/** For editing a message again: its text as it is written, and whom its names mean. */
export function toWritten(stored: string): { text: string; picked: Picked } {
  const picked = new Map<string, string[]>();
  let text = '';
  for (const part of splitMentions(stored)) {
    if ('userId' in part) picked.set(part.name, [...(picked.get(part.name) ?? []), part.userId]);
    text += 'userId' in part ? `@${part.name}` : part.text;
  }
  return { text, picked };
}

interface WrittenMention {
  at: number;
  name: string;
  userId: string;
}

/** Longer names first, so that `@Ada Berg` is not `@Ada`. */
function mentionsIn(text: string, picked: Picked): WrittenMention[] {
  const names = [...picked.keys()].toSorted((left, right) => right.length - left.length);
  const left = new Map(picked);
  const found: WrittenMention[] = [];
  for (let at = text.indexOf('@'); at >= 0; ) {
    const name = names.find((one) => text.startsWith(one, at + 1) && endsWord(text, at + 1 + one.length));
    const [userId, ...others] = left.get(name ?? '') ?? [];
    if (name !== undefined && userId !== undefined) {
      found.push({ at, name, userId });
      if (others.length > 0) left.set(name, others);
    }
    at = text.indexOf('@', at + 1 + (name?.length ?? 0));
  }
  return found;
}

/** `@Adam` is not `@Ada`. */
function endsWord(text: string, end: number): boolean {
  return !/^[\p{L}\p{N}_]/u.test(text.slice(end, end + 2));
}
