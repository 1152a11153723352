/** How moments and sizes are written. Pure: the caller gives now and the language. */

const steps: readonly [unit: Intl.RelativeTimeFormatUnit, milliseconds: number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['week', 7 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** “5 minutes ago”, “yesterday”; null for less than 45 seconds, which has its own word. */
export function relativeTime(at: number, now: number, locale: string): string | null {
  const distance = at - now;
  if (Math.abs(distance) < 45_000) return null;
  const [unit, size] = steps.find(([, milliseconds]) => Math.abs(distance) >= milliseconds) ?? ['minute', 60_000];
  const rounded = distance < 0 ? -Math.max(1, Math.floor(-distance / size)) : Math.max(1, Math.floor(distance / size));
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(rounded, unit);
}

/** The whole truth, in the reader's zone. */
export function fullTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

export function shortTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
}

export function fileSize(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  const digits = power === 0 || value >= 10 ? 0 : 1;
  const unit = units[power] ?? 'byte';
  // Whole bytes as a word: its short form has no plural.
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }).format(
    value,
  );
}
