/**
 * Takes out of a text what nobody may see who is sent a log: tokens, tickets, codes, e-mail addresses, and whose home a
 * file is in.
 */

const hidden = '‹hidden›';

/** Of some systems with spaces in it. */
const home =
  /(?:file:\/\/\/?)?(?<![\w.~-])(?:\/(?:home|Users)|[A-Za-z](?::|%3[Aa])[\\/]+[Uu]sers)[\\/]+[^\\/\s"']+(?:(?: [^\\/\s"']+){1,3}(?=[\\/]))?/g;

const patterns: readonly [RegExp, string][] = [
  [/\b(bearer)\s+[\w.~+/=-]+/gi, `$1 ${hidden}`],
  [/([?&#](?:token|ticket|code|state|password|code_challenge|redirect_uri)=)[^&#\s"']+/gi, `$1${hidden}`],
  [
    /(["']?(?:token|accessToken|ticket|password|code|codeVerifier|deviceCode|userCode|authorization|verifier|secret)["']?\s*[:=]\s*["'])[^"']*(["'])/gi,
    `$1${hidden}$2`,
  ],
  [/\/(join|invite)\/[\w-]+/gi, `/$1/${hidden}`],
  [home, '~'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, hidden],
];

/** Long runs of letters and digits that no word of ours is; ids of rooms and documents have twenty characters and stay. */
const secretLike = /\b(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{32,}\b/gi;

export function redact(text: string): string {
  let shown = text;
  for (const [pattern, replacement] of patterns) shown = shown.replace(pattern, replacement);
  return shown.replace(secretLike, hidden);
}
