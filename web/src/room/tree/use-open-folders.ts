import { useEffect, useState } from 'react';

const key = (roomId: string) => `draftroom-folders-${roomId}`;

/** Which folders are open, remembered; what has to be seen opens by itself. */
export function useOpenFolders(
  roomId: string,
  reveal: readonly string[],
  namingIn: string | null,
): { open: ReadonlySet<string>; toggle: (path: string) => void } {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => recall(roomId));
  const wanted = [...reveal, ...(namingIn === null || namingIn === '' ? [] : [namingIn])].join('\n');

  useEffect(() => {
    if (wanted !== '') setOpen((before) => new Set([...before, ...wanted.split('\n')]));
  }, [wanted]);

  useEffect(() => {
    try {
      localStorage.setItem(key(roomId), JSON.stringify([...open]));
    } catch {
      // Not remembered, nothing lost.
    }
  }, [roomId, open]);

  return {
    open,
    toggle: (path) =>
      setOpen((before) => {
        const after = new Set(before);
        if (!after.delete(path)) after.add(path);
        return after;
      }),
  };
}

function recall(roomId: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key(roomId)) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((path) => typeof path === 'string') : []);
  } catch {
    return new Set();
  }
}
