import type { Version } from '@draftroom/core/schema/documents';

/** Newest day first, as the list comes. */
export function byDay(versions: readonly Version[], language: string): { day: string; versions: Version[] }[] {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'full' });
  const days: { day: string; versions: Version[] }[] = [];
  for (const version of versions) {
    const day = format.format(Date.parse(version.createdAt));
    const last = days.at(-1);
    if (last?.day === day) last.versions.push(version);
    else days.push({ day, versions: [version] });
  }
  return days;
}
