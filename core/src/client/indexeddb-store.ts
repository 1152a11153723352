/** The local store of browsers: y-indexeddb for the documents, one small database for what is known about them. */
import * as idb from 'lib0/indexeddb';
import { clearDocument, IndexeddbPersistence } from 'y-indexeddb';
import type { Draft } from './draft.ts';
import type { LocalDocument, LocalDocumentFacts, LocalStore } from './local-store.ts';

const factsStore = 'documents';
const draftsStore = 'drafts';

export interface LocalStoreOwner {
  /** Origin of the hub, e.g. `https://rooms.example`. */
  hub: string;
  userId: string;
}

export async function openIndexedDbStore(owner: LocalStoreOwner): Promise<LocalStore> {
  const name = `draftroom/${owner.hub}/${owner.userId}`;
  const db = await idb.openDB(name, (created) => idb.createStores(created, [[factsStore], [draftsStore]]));
  const origins = new WeakSet<object>();
  const open = new Map<string, IndexeddbPersistence>();
  const documentName = (documentId: string) => `${name}/${documentId}`;

  async function forget(documentId: string): Promise<void> {
    await open.get(documentId)?.destroy();
    open.delete(documentId);
    await clearDocument(documentName(documentId));
    await idb.del(writing(db, factsStore), documentId);
  }

  async function wipe(chosen: (facts: LocalDocumentFacts) => boolean): Promise<void> {
    for (const facts of await all<LocalDocumentFacts>(db, factsStore))
      if (chosen(facts)) await forget(facts.documentId);
  }

  return {
    persistent: true,
    owns: (origin) => typeof origin === 'object' && origin !== null && origins.has(origin),
    async open(doc, { documentId, roomId }) {
      const stored = (await idb.get(reading(db, factsStore), documentId)) as unknown as LocalDocumentFacts | undefined;
      const persistence = new IndexeddbPersistence(documentName(documentId), doc);
      origins.add(persistence);
      open.set(documentId, persistence);
      await persistence.whenSynced;
      const unsent = stored?.unsent ?? 0;
      const keep = factsKeeper(db, { documentId, roomId, unsent });
      keep(unsent);
      return {
        unsent,
        setUnsent: keep,
        // Comes to its turn behind the writes of every change before it.
        flush: async () => {
          if (persistence.db === null) return;
          const [updates] = idb.transact(persistence.db, ['updates'], 'readonly');
          if (updates !== undefined) await idb.count(updates);
        },
        close: async () => {
          open.delete(documentId);
          await persistence.destroy();
        },
        clear: () => forget(documentId),
      } satisfies LocalDocument;
    },
    unsent: async () => (await all<LocalDocumentFacts>(db, factsStore)).filter((facts) => facts.unsent > 0),
    drafts: () => all<Draft>(db, draftsStore),
    keepDraft: async (draft) => void (await put(db, draftsStore, draft.id, draft)),
    discardDraft: async (id) => void (await idb.del(writing(db, draftsStore), id)),
    wipeRoom: (roomId) => wipe((facts) => facts.roomId === roomId),
    async wipe() {
      await wipe(() => true);
      for (const draft of await all<Draft>(db, draftsStore)) await idb.del(writing(db, draftsStore), draft.id);
    },
  };
}

/** Writes the first change at once and later ones as soon as the write before them is done. */
function factsKeeper(db: IDBDatabase, facts: LocalDocumentFacts): (unsent: number) => void {
  let writingNow = false;
  let again = false;
  const write = (): void => {
    writingNow = true;
    const written = put(db, factsStore, facts.documentId, { ...facts });
    void written
      .catch(() => undefined)
      .then(() => {
        writingNow = false;
        if (!again) return;
        again = false;
        write();
      });
  };
  return (unsent) => {
    facts.unsent = unsent;
    if (writingNow) again = true;
    else write();
  };
}

function reading(db: IDBDatabase, store: string): IDBObjectStore {
  return db.transaction(store, 'readonly').objectStore(store);
}

function writing(db: IDBDatabase, store: string): IDBObjectStore {
  return db.transaction(store, 'readwrite').objectStore(store);
}

/** IndexedDB stores any plain object; lib0's types name only some. */
function put(db: IDBDatabase, store: string, key: string, value: object): Promise<unknown> {
  return idb.put(writing(db, store), value as unknown as ArrayBuffer, key);
}

async function all<T>(db: IDBDatabase, store: string): Promise<T[]> {
  return (await idb.getAll(reading(db, store))) as T[];
}
