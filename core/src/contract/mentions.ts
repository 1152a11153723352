/** How chat messages name people: `@[Ada Lindqvist](userId)`. Anything else that looks like it is plain text. */
import { idPattern } from './ids.ts';

/** A stretch of plain text, or somebody's name. */
export type MessagePart = { readonly text: string } | { readonly name: string; readonly userId: string };

const mentionPattern = /@\[([^[\]()\n]{1,80})\]\(([0-9a-z]{20})\)/g;

export function writeMention(name: string, userId: string): string {
  return `@[${
    name
      .replace(/[[\]()\n]/g, ' ')
      .slice(0, 80)
      .trim() || 'someone'
  }](${userId})`;
}

export function splitMentions(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let end = 0;
  for (const match of text.matchAll(mentionPattern)) {
    const [whole, name, userId] = match;
    if (name === undefined || userId === undefined || !idPattern.test(userId)) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ name, userId });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** User ids in the order in which they are named, each once. */
export function mentionedIds(text: string): string[] {
  return [...new Set(splitMentions(text).flatMap((part) => ('userId' in part ? [part.userId] : [])))];
}

/** For notifications and previews: names without ids, one line, cut at `length`. */
export function plainMessage(text: string, length: number): string {
  const plain = splitMentions(text)
    .map((part) => ('userId' in part ? `@${part.name}` : part.text))
    .join('')
    .replace(/\s+/g, ' ');
  const letters = [...plain];
  return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : plain;
}
