import { useSyncExternalStore } from 'react';
import { currentLocale, t } from './messages/language.ts';
import { fullTime, relativeTime } from './time.ts';

// One clock for the whole page: every half minute all relative times are read anew.
const listeners = new Set<() => void>();
let tick = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export function RelativeTime({ at }: { at: string | number }) {
  useSyncExternalStore(subscribe, () => tick);
  const moment = new Date(at).getTime();
  const locale = currentLocale();
  return (
    <time dateTime={new Date(moment).toISOString()} title={fullTime(moment, locale)}>
      {relativeTime(moment, Date.now(), locale) ?? t('time.now')}
    </time>
  );
}
