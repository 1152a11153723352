/**
 * The local store of an extension host: a folder a document, a file a batch of updates. Several windows may write the
 * same document: each adds files of its own and takes away only what it has read, so nothing is lost between them.
 */
import type { Draft } from '@draftroom/core/client/draft';
import type { LocalDocument, LocalDocumentFacts, LocalStore } from '@draftroom/core/client/local-store';
import { readText } from '@draftroom/core/model/text/text-document';
import * as Y from 'yjs';
import { type ByteFolder, readJson, writeJson } from './byte-folder.ts';
import { openStoredDocument, readStored } from './stored-document.ts';

export interface FolderStoreOptions {
  folder: ByteFolder;
  /** Differs between windows and between starts of the same one. */
  writer: string;
  /** Runs the work once after some time; the result cancels it. */
  after?: (milliseconds: number, work: () => void) => () => void;
}

const documents = 'documents';
const drafts = 'drafts';

export function createFolderStore({ folder, writer, after = systemAfter }: FolderStoreOptions): LocalStore {
  const origins = new WeakSet<object>();
  const open = new Map<string, LocalDocument>();
  const place = (documentId: string) => `${documents}/${documentId}`;

  async function forget(documentId: string): Promise<void> {
    await open.get(documentId)?.clear();
    await folder.remove(place(documentId));
  }

  async function facts(): Promise<LocalDocumentFacts[]> {
    const ids = await folder.list(documents);
    return (await Promise.all(ids.map((id) => readFacts(folder, place(id), id)))).filter((known) => known !== null);
  }

  async function readDrafts(): Promise<Draft[]> {
    const names = (await folder.list(drafts)).filter((name) => name.endsWith('.json'));
    const read = await Promise.all(names.map((name) => readDraft(folder, `${drafts}/${name}`)));
    return read.filter((draft) => draft !== null);
  }

  return {
    persistent: true,
    owns: (origin) => typeof origin === 'object' && origin !== null && origins.has(origin),
    async open(doc: Y.Doc, { documentId, roomId }) {
      const origin = {};
      origins.add(origin);
      const stored = await openStoredDocument({
        doc,
        folder,
        path: place(documentId),
        roomId,
        writer,
        origin,
        after,
        onEnd: () => void open.delete(documentId),
      });
      open.set(documentId, stored);
      return stored;
    },
    unsent: async () => (await facts()).filter(({ unsent }) => unsent > 0),
    drafts: readDrafts,
    async keepDraft({ state, ...facts }) {
      await folder.write(`${draftPath(facts.id)}.state`, state);
      await writeJson(folder, `${draftPath(facts.id)}.json`, facts);
    },
    async discardDraft(id) {
      await folder.remove(`${draftPath(id)}.json`);
      await folder.remove(`${draftPath(id)}.state`);
    },
    async wipeRoom(roomId) {
      for (const known of await facts()) if (known.roomId === roomId) await forget(known.documentId);
    },
    async wipe() {
      for (const documentId of [...open.keys()]) await forget(documentId);
      await folder.remove(documents);
      await folder.remove(drafts);
    },
  };
}

/** The text as it is kept here; nothing is changed by looking. */
export async function readStoredText(folder: ByteFolder, documentId: string): Promise<string> {
  const doc = new Y.Doc();
  await readStored(doc, folder, `${documents}/${documentId}`, readStoredText);
  return readText(doc);
}

async function readFacts(folder: ByteFolder, path: string, documentId: string): Promise<LocalDocumentFacts | null> {
  let roomId: string | null = null;
  let unsent = 0;
  for (const name of await folder.list(path)) {
    if (!name.endsWith('.facts')) continue;
    const read = await readJson(folder, `${path}/${name}`);
    if (typeof read?.roomId === 'string') roomId = read.roomId;
    if (typeof read?.unsent === 'number') unsent += read.unsent;
  }
  return roomId === null ? null : { documentId, roomId, unsent };
}

function draftPath(id: string): string {
  return `${drafts}/${id.replaceAll(/[^\w-]/g, '_')}`;
}

/** What cannot be read is no draft: only this program writes here. */
async function readDraft(folder: ByteFolder, path: string): Promise<Draft | null> {
  const facts = await readJson(folder, path);
  const state = await folder.read(path.replace(/\.json$/, '.state'));
  return facts === null || state === null ? null : { ...(facts as unknown as Draft), state };
}

function systemAfter(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}
