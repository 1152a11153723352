import type { DesignVisibility } from '@draftroom/drizzle/enums';
import { hashKey } from '@tanstack/react-query';
import { useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import styles from './moderation.module.css';

/** What was seen, whatever kind of thing it is: its picture, and its words under their names. Never links, never markup. */
export function Snapshot({ value, picture = null }: { value: unknown; picture?: string | null }) {
  return (
    <div className={styles.snapshot}>
      {picture !== null && <Picture key={picture} url={picture} />}
      <dl>
        {wordsIn(value).map(([name, words]) => (
          <div key={name}>
            <dt>{label(`snapshot.${name}`)}</dt>
            <dd className={called.has(name) ? styles.called : undefined}>
              {name === 'visibility' ? label(`snapshot.${words as DesignVisibility}`) : words}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Kept as long as somebody decides by it; later it may be gone. */
function Picture({ url }: { url: string }) {
  const [gone, setGone] = useState(false);
  if (gone) return <p className={styles.hint}>{t('snapshot.pictureGone')}</p>;
  return <img src={url} alt={t('snapshot.picture')} onError={() => setGone(true)} />;
}

/** By value: what was stored comes back with its keys in another order. */
export function isSame(one: unknown, other: unknown): boolean {
  return hashKey([one]) === hashKey([other]);
}

/** What modules say of their things, in the order in which it is read. Ids, dates and numbers say nothing here. */
const names = [
  'room',
  'title',
  'name',
  'summary',
  'text',
  'description',
  'bio',
  'links',
  'notes',
  'tags',
  'files',
  'visibility',
  'licence',
] as const;
const called: ReadonlySet<string> = new Set(['title', 'name']);
const lists: ReadonlySet<string> = new Set(['notes', 'files', 'links']);
const longest = 6_000;

export function wordsIn(value: unknown): [name: (typeof names)[number], words: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return names.flatMap((name): [typeof name, string][] => {
    const one = (value as Record<string, unknown>)[name];
    const words = Array.isArray(one)
      ? one.filter((item) => typeof item === 'string').join(lists.has(name) ? '\n' : ', ')
      : one;
    return typeof words === 'string' && words.trim() !== '' ? [[name, words.slice(0, longest)]] : [];
  });
}
