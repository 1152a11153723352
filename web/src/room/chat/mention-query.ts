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

/** `@Name` of people picked becomes what is stored; longer names first, so that `@Ada Berg` is not `@Ada`. */
export function toStored(text: string, picked: ReadonlyMap<string, string>): string {
  const names = [...picked.keys()].toSorted((left, right) => right.length - left.length);
  let stored = '';
  for (let at = 0; at < text.length; ) {
    const name = text[at] === '@' ? names.find((one) => text.startsWith(one, at + 1)) : undefined;
    const userId = name === undefined ? undefined : picked.get(name);
    if (name !== undefined && userId !== undefined) {
      stored += writeMention(name, userId);
      at += name.length + 1;
    } else {
      stored += text[at];
      at += 1;
    }
  }
  return stored;
}

/** For editing a message again: its text as it is written, and whom its names mean. */
export function toWritten(stored: string): { text: string; picked: Map<string, string> } {
  const picked = new Map<string, string>();
  let text = '';
  for (const part of splitMentions(stored)) {
    if ('userId' in part) picked.set(part.name, part.userId);
    text += 'userId' in part ? `@${part.name}` : part.text;
  }
  return { text, picked };
}
