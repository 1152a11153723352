/** A person's library of shapes: kept in this browser, by person, and nowhere else. */
import type { ExcalidrawInitialDataState, LibraryItems } from '@excalidraw/excalidraw/types';

interface KeptLibrary {
  initialData: () => Promise<ExcalidrawInitialDataState>;
  keep: (items: LibraryItems) => Promise<void>;
}

const databaseName = 'draftroom-libraries';
const storeName = 'libraries';

export function libraryOf(userId: string | null): KeptLibrary {
  if (userId === null) return { initialData: async () => ({}), keep: async () => undefined };
  return {
    initialData: async () => {
      // A private window may refuse storage: the library then lasts as long as the page.
      const items = await inStore('readonly', (store) => store.get(userId)).catch(() => undefined);
      return { libraryItems: Array.isArray(items) ? (items as LibraryItems) : [] };
    },
    keep: async (items) => {
      await inStore('readwrite', (store) => store.put(structuredClone(items), userId)).catch(() => undefined);
    },
  };
}

async function inStore(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await done(openDatabase());
  try {
    return await done(work(database.transaction(storeName, mode).objectStore(storeName)));
  } finally {
    database.close();
  }
}

function openDatabase(): IDBOpenDBRequest {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
  return opening;
}

function done<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
