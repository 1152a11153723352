import styles from './moderation.module.css';

/** What was seen, whatever kind of thing it is: its words under their names. Never links, never markup. */
export function Snapshot({ value }: { value: unknown }) {
  const entries = wordsIn(value);
  return (
    <div className={styles.snapshot}>
      {entries.map(([name, words]) => (
        <p key={name} data-name={name}>
          {words}
        </p>
      ))}
    </div>
  );
}

const leading = ['room', 'title', 'name', 'summary', 'text', 'description'];
const longest = 6_000;

/** The words of people, titles first; ids, dates and numbers say nothing here. */
export function wordsIn(value: unknown): [name: string, words: string][] {
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).flatMap(([name, one]): [string, string][] => {
    if (/(Id|At|colour|url|path|standing|kind)$/i.test(name)) return [];
    const words = Array.isArray(one) ? one.filter((item) => typeof item === 'string').join(', ') : one;
    return typeof words === 'string' && words.trim() !== '' ? [[name, words.slice(0, longest)]] : [];
  });
  const order = (name: string) => (leading.includes(name) ? leading.indexOf(name) : leading.length);
  return found.sort(([a], [b]) => order(a) - order(b));
}
