const browsers: readonly [name: string, pattern: RegExp][] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bSafari\//],
];

const systems: readonly [name: string, pattern: RegExp][] = [
  ['Android', /Android/],
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

/** “Firefox, Linux”: enough to recognise a sign-in. Programs keep their own first word. */
export function userAgentName(userAgent: string): string {
  const find = (list: typeof browsers) => list.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const browser = find(browsers);
  if (browser === undefined) return userAgent.split(/[\s/;]/)[0]?.slice(0, 40) ?? '';
  return [browser, find(systems)].filter((name) => name !== undefined).join(', ');
}
