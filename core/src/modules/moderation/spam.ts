/** Checks of new words. What they find is held for a moderator and never deleted. Pure. */

import { mentionedIds } from '../../contract/mentions.ts';
import type { Trust } from '../../platform/community-ports.ts';
import type { Finding } from './schema.ts';

export interface Said {
  readonly words: string;
  readonly trust: Trust;
  /** How many other things said the same words within a day. */
  readonly repeats: number;
  /** Hosts whose links are no matter: the hub's own. */
  readonly ownHosts: ReadonlySet<string>;
}

const linkPattern = /\b(?:https?:\/\/(?:\[[0-9a-f:.]+\])?|www\.)[^\s<>()[\]"'`]*/gi;
const manyLinks = 3;
/** By trust. */
const manyMentions = [5, 10, 20, 20, 20] as const;
const manyRepeats = [2, 2, 5, 5, 5] as const;
/** Shorter words are said by everybody: “Nice!”. */
const leastRepeatable = 40;

/** They hide where a link leads. */
const shorteners: ReadonlySet<string> = new Set([
  'bit.ly',
  'buff.ly',
  'cutt.ly',
  'goo.gl',
  'is.gd',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  's.id',
  'shorturl.at',
  't.co',
  't.ly',
  't2m.io',
  'tiny.cc',
  'tinyurl.com',
  'v.gd',
]);

/** Turned text, letters of no width beside letters, tags that are no part of a flag, and heaps of accents. */
const hiddenPatterns = [
  /[\u202d\u202e]/u,
  /[\p{L}\p{N}][\u200b\u2060\ufeff\u00ad]+[\p{L}\p{N}]/u,
  /(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0020}-\u{e007f}]/u,
  /\p{M}{9}/u,
];

export function findingsIn({ words, trust, repeats, ownHosts }: Said): Finding[] {
  const hosts = linkedHosts(words).filter((host) => !ownHosts.has(host));
  const found: Finding[] = [];
  if (trust === 0 && hosts.length >= manyLinks) found.push('many_links');
  if (trust <= 1 && hosts.some(hidesTarget)) found.push('hidden_link');
  if (repeats >= manyRepeats[trust]) found.push('repeated');
  if (mentionedIds(words).length > manyMentions[trust]) found.push('many_mentions');
  if (hiddenPatterns.some((pattern) => pattern.test(words))) found.push('hidden_characters');
  return found;
}

/** What is compared to find words that are said many times; null when they are too few. */
export function essenceOf(words: string): string | null {
  const essence = words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return essence.length < leastRepeatable ? null : essence;
}

function linkedHosts(words: string): string[] {
  return [...words.matchAll(linkPattern)].flatMap(([link]) => {
    const address = /^www\./i.test(link) ? `https://${link}` : link;
    if (!URL.canParse(address)) return [];
    const { hostname, username } = new URL(address);
    // `https://bank.example@elsewhere.example` reads as the first and leads to the second.
    return [username === '' ? hostname.toLowerCase() : deceiving];
  });
}

const deceiving = '0.0.0.0';
const numericHost = /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/i;

function hidesTarget(host: string): boolean {
  return numericHost.test(host) || shorteners.has(host.replace(/^www\./, ''));
}
