/** Lists by the reader's own days. Pure: the caller gives now and the language. */

export interface Day<Item> {
  /** Of its first moment. */
  readonly start: number;
  readonly items: readonly Item[];
}

/** In the order given. */
export function byDay<Item>(items: readonly Item[], momentOf: (item: Item) => number): Day<Item>[] {
  const days = new Map<number, Item[]>();
  for (const item of items) {
    const start = new Date(momentOf(item)).setHours(0, 0, 0, 0);
    const day = days.get(start);
    if (day === undefined) days.set(start, [item]);
    else day.push(item);
  }
  return [...days].map(([start, own]) => ({ start, items: own }));
}

/** `today`, `yesterday`, or the date. A day may have 23 or 25 hours, so they are counted by the calendar. */
export function dayName(start: number, now: number, locale: string): 'today' | 'yesterday' | { date: string } {
  const today = new Date(now).setHours(0, 0, 0, 0);
  if (start === today) return 'today';
  const before = new Date(today);
  before.setDate(before.getDate() - 1);
  if (start === before.getTime()) return 'yesterday';
  const sameYear = new Date(start).getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : { year: 'numeric' as const };
  return {
    date: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(start),
  };
}
