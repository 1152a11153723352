/** Suggestions that somebody does not want to see again, remembered in this browser. */
import { useState } from 'react';

const most = 500;

export function useDismissed(userId: string | null) {
  const [ids, setIds] = useState(() => read(userId));
  return {
    ids,
    add: (id: string) => setIds(write(userId, [...ids, id])),
    takeBack: (id: string) =>
      setIds((now) =>
        write(
          userId,
          [...now].filter((other) => other !== id),
        ),
      ),
  };
}

const keyOf = (userId: string) => `draftroom-dismissed-${userId}`;

function read(userId: string | null): ReadonlySet<string> {
  if (userId === null) return new Set();
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

function write(userId: string | null, ids: readonly string[]): ReadonlySet<string> {
  const kept = ids.slice(-most);
  try {
    if (userId !== null) localStorage.setItem(keyOf(userId), JSON.stringify(kept));
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
  return new Set(kept);
}
