/**
 * What a client keeps on its own machine: documents as last seen, changes that the hub has not settled, drafts.
 * A store belongs to one hub and one user; another user of the same machine never sees it.
 */
import * as Y from 'yjs';
import type { Draft } from './draft.ts';

export interface LocalDocumentFacts {
  documentId: string;
  roomId: string;
  /** Local changes that were not settled when last seen. */
  unsent: number;
}

export interface LocalDocument {
  /** Changes stored here that the hub has not settled; read when opened. */
  readonly unsent: number;
  /** Called before the change itself is stored: a crash between may count one too many, never one too few. */
  setUnsent(changes: number): void;
  /** Resolves when what was changed up to now is written. */
  flush(): Promise<void>;
  /** Waits for what is under way and lets go of the doc. */
  close(): Promise<void>;
  /** Forgets the document on this machine. */
  clear(): Promise<void>;
}

export interface LocalStore {
  /** Whether what is stored survives the end of this process. */
  readonly persistent: boolean;
  /** Whether an update with this transaction origin came out of the store. */
  owns(origin: unknown): boolean;
  /** Loads what is stored into the doc, then stores every update of it. */
  open(doc: Y.Doc, place: { documentId: string; roomId: string }): Promise<LocalDocument>;
  /** Documents with changes that were never settled, to be offered before a wipe. */
  unsent(): Promise<LocalDocumentFacts[]>;
  drafts(): Promise<Draft[]>;
  keepDraft(draft: Draft): Promise<void>;
  discardDraft(id: string): Promise<void>;
  /** After removal from a room. */
  wipeRoom(roomId: string): Promise<void>;
  /** After sign-out. */
  wipe(): Promise<void>;
}

interface MemoryEntry extends LocalDocumentFacts {
  state: Uint8Array;
}

/** For hosts without IndexedDB: survives closing a document, not the process. */
export function createMemoryStore(): LocalStore {
  const entries = new Map<string, MemoryEntry>();
  const drafts = new Map<string, Draft>();
  const origins = new WeakSet<object>();
  return {
    persistent: false,
    owns: (origin) => typeof origin === 'object' && origin !== null && origins.has(origin),
    async open(doc, { documentId, roomId }) {
      const known = entries.get(documentId);
      const entry = known ?? { documentId, roomId, unsent: 0, state: new Uint8Array() };
      entries.set(documentId, entry);
      const local = { unsent: entry.unsent };
      origins.add(local);
      if (known !== undefined && known.state.length > 0) Y.applyUpdate(doc, known.state, local);
      return {
        ...local,
        setUnsent: (changes) => {
          entry.unsent = changes;
        },
        flush: async () => {
          entry.state = Y.encodeStateAsUpdate(doc);
        },
        close: async () => {
          entry.state = Y.encodeStateAsUpdate(doc);
        },
        clear: async () => void entries.delete(documentId),
      };
    },
    unsent: async () => [...entries.values()].filter((entry) => entry.unsent > 0),
    drafts: async () => [...drafts.values()],
    keepDraft: async (draft) => void drafts.set(draft.id, draft),
    discardDraft: async (id) => void drafts.delete(id),
    async wipeRoom(roomId) {
      for (const entry of [...entries.values()]) if (entry.roomId === roomId) entries.delete(entry.documentId);
    },
    async wipe() {
      entries.clear();
      drafts.clear();
    },
  };
}
