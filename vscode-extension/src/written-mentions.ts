/** Names in what one writes: `@Ada Lind` to read, `@[Ada Lind](id)` as it is stored. */
import { splitMentions, writeMention } from '@draftroom/core/contract/mentions';

export interface NamedPerson {
  readonly userId: string;
  readonly name: string;
}

export interface OpenMention {
  readonly query: string;
  readonly start: number;
  readonly end: number;
}

/** The name that is being written at the caret. */
export function mentionAt(text: string, caret: number): OpenMention | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || (start > 0 && !/[\s([{]/.test(text[start - 1] ?? ''))) return null;
  const query = text.slice(start + 1, caret);
  return query.length > 40 || /[\n@]/.test(query) ? null : { query, start, end: caret };
}

export function toStored(text: string, named: readonly NamedPerson[]): string {
  // Longer names first: one may begin like another.
  const members = named.toSorted((left, right) => right.name.length - left.name.length);
  let stored = '';
  for (let at = 0; at < text.length; ) {
    const member = text[at] === '@' ? members.find(({ name }) => text.startsWith(name, at + 1)) : undefined;
    stored += member === undefined ? text[at] : writeMention(member.name, member.userId);
    at += member === undefined ? 1 : member.name.length + 1;
  }
  return stored;
}

export function toRead(stored: string): { readonly text: string; readonly named: readonly NamedPerson[] } {
  const parts = splitMentions(stored);
  return {
    text: parts.map((part) => ('userId' in part ? `@${part.name}` : part.text)).join(''),
    named: parts.flatMap((part) => ('userId' in part ? [part] : [])),
  };
}
