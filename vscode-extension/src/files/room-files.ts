/** What can be done to the files of an open room, without an editor: reading, writing, making, moving, removing. */

import type { DocumentSession } from '@draftroom/core/client/document-session';
import { HubClientError } from '@draftroom/core/client/hub-client-error';
import { readText, replaceText } from '@draftroom/core/model/text/text-document';
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import { importResultSchema } from '@draftroom/core/schema/documents';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { TreeNode } from '../rooms/room-tree.ts';

/** Characters of a text above which an editor is not asked to keep it in step. */
const textLimit = 8 * 1024 * 1024;
/** Bytes of a text that fit into a call in whatever way they are escaped. */
const mostInCall = 128 * 1024;

/** A document that an editor shows at this moment. */
export interface ShownText {
  /** What the editor shows. */
  readonly shown: string;
  /** The file was read with this text. */
  served(text: string): void;
  /** Whether writing this text is the editor's save of what it shows, or showed when the save began. */
  isSaved(text: string): boolean;
  /** Makes the document say this, as the person's own edit. */
  write(text: string): void;
  /** Resolves when what was written or typed up to now is with the hub, or kept here while it is away. */
  kept(): Promise<void>;
}

/** Until the hub, or this machine, has said something of a document. */
const longestWait = 10_000;

export type Shown = (documentId: string) => ShownText | null;

/** Resolves when there is something to show; the session must be given back with `release`. */
export async function loadedSession(room: OpenRoom, documentId: string): Promise<DocumentSession> {
  const session = room.session.acquire(documentId);
  if (session.loaded) return session;
  try {
    await new Promise<void>((resolve, reject) => {
      const ended = (): void => {
        done();
        const { end } = session;
        reject(new HubClientError({ code: end?.code ?? 'internal' }));
      };
      const away = (): void => {
        if (room.session.connection.state.state !== 'waiting') return;
        done();
        reject(new HubClientError({ code: 'unreachable' }));
      };
      const late = setTimeout(() => {
        done();
        reject(new HubClientError({ code: 'unreachable' }));
      }, longestWait);
      const done = () => {
        clearTimeout(late);
        session.off('loaded', loaded);
        session.off('closed', ended);
        room.session.connection.off('state', away);
      };
      const loaded = (): void => {
        done();
        resolve();
      };
      session.on('loaded', loaded);
      session.on('closed', ended);
      room.session.connection.on('state', away);
      if (session.end !== null) ended();
    });
  } catch (error) {
    room.session.release(documentId);
    throw error;
  }
  return session;
}

/** Resolves when this connection has the hub's whole document; rejects when the document ends, or it is given up. */
export function syncedSession(session: DocumentSession, signal = new AbortController().signal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (!session.synced && session.end === null && !signal.aborted) return;
      session.off('saved', look);
      session.off('closed', look);
      signal.removeEventListener('abort', look);
      if (session.synced && !signal.aborted) resolve();
      else reject(signal.aborted ? signal.reason : new HubClientError({ code: session.end?.code ?? 'not_found' }));
    };
    session.on('saved', look);
    session.on('closed', look);
    signal.addEventListener('abort', look);
    look();
  });
}

export async function readRoomFile(room: OpenRoom, node: TreeNode, shown: Shown): Promise<Uint8Array> {
  if (node.type === 'folder') throw new HubClientError({ code: 'not_found' });
  if (node.type === 'file') {
    const answer = await room.client.request(`rooms/${room.roomId}/files/${node.file.id}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
  const { id, kind } = node.document;
  if (kind !== 'text') {
    const content = await room.client.trpc.documents.content.query({ documentId: id });
    return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
  }
  const open = shown(id);
  if (open !== null) {
    const text = open.shown;
    open.served(text);
    return new TextEncoder().encode(text);
  }
  const session = await loadedSession(room, id);
  try {
    const text = normaliseLineEnds(readText(session.doc));
    if (text.length > textLimit) throw new HubClientError({ code: 'too_large', details: { limit: '8 MB' } });
    return new TextEncoder().encode(text);
  } finally {
    room.session.release(id);
  }
}

/**
 * Whether an editor that shows this document saves what stands at its path. False: somebody moved the document, which has
 * what the editor saves already. Throws when it has gone and something else has its path: that must not become the old
 * text.
 */
export function isSaveOf({ facts: { tree } }: OpenRoom, path: string, shownId: string | null): boolean {
  const node = tree.at(path);
  if (shownId === null || (node?.type === 'document' && node.document.id === shownId)) return true;
  if (node === null || tree.byId(shownId) !== null) return false;
  throw new HubClientError({ code: 'path_taken' });
}

/** Of a document that exists. What an editor saves is there already, and changes nothing. */
export async function writeRoomText(room: OpenRoom, documentId: string, text: string, shown: Shown): Promise<void> {
  const open = shown(documentId);
  if (open !== null) {
    if (!open.isSaved(text)) open.write(text);
    await open.kept();
    return;
  }
  const session = await loadedSession(room, documentId);
  try {
    replaceText(session.doc, normaliseLineEnds(text), writeRoomText);
    await session.whenKept();
  } finally {
    room.session.release(documentId);
  }
}

export async function createRoomFile(room: OpenRoom, path: string, bytes: Uint8Array): Promise<void> {
  const text = decodeText(bytes);
  if (text !== null && !text.includes('\0') && bytes.length <= textLimit) {
    await createRoomText(room, path, text);
  } else {
    await sendFile(room, path, bytes, false);
  }
  await room.facts.refresh();
}

/** A hub takes longer texts as it takes files, and makes the same document of them. */
export async function createRoomText(room: OpenRoom, path: string, text: string): Promise<void> {
  const { roomId, client } = room;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > mostInCall) await sendFile(room, path, bytes, false);
  else await client.trpc.documents.create.mutate({ roomId, kind: 'text', path, content: text });
}

/** Rejects also when the hub leaves it out because of what stands there. */
export async function sendFile(room: OpenRoom, path: string, bytes: Uint8Array, replace: boolean): Promise<void> {
  const query = `path=${encodeURIComponent(path)}${replace ? '&replace=1' : ''}`;
  const answer = await room.client.request(`rooms/${room.roomId}/files?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  const [skipped] = importResultSchema.parse(await answer.json()).skipped;
  if (skipped !== undefined) throw new HubClientError({ code: 'path_taken', message: skipped.reason });
}

export async function moveInRoom(room: OpenRoom, node: TreeNode, to: string): Promise<void> {
  room.moving.add(node.path);
  try {
    await move(room, node, to);
  } finally {
    room.moving.delete(node.path);
  }
}

async function move(room: OpenRoom, node: TreeNode, to: string): Promise<void> {
  const { trpc } = room.client;
  if (node.type === 'document') await trpc.documents.move.mutate({ documentId: node.document.id, path: to });
  else if (node.type === 'file') await trpc.documents.files.move.mutate({ fileId: node.file.id, path: to });
  else {
    const isEmpty = isEmptyFolder(room, node.path);
    if (!isEmpty) await trpc.documents.moveFolder.mutate({ roomId: room.roomId, from: node.path, to });
    room.facts.moveFolder(node.path, to);
    if (isEmpty) return;
  }
  await room.facts.refresh();
}

export async function removeFromRoom(room: OpenRoom, node: TreeNode): Promise<void> {
  const { trpc } = room.client;
  if (node.type === 'document') await trpc.documents.remove.mutate({ documentId: node.document.id });
  else if (node.type === 'file') await trpc.documents.files.remove.mutate({ fileId: node.file.id });
  else if (!isEmptyFolder(room, node.path)) {
    await trpc.documents.removeFolder.mutate({ roomId: room.roomId, path: node.path });
  }
  room.facts.removeFolder(node.path);
  await room.facts.refresh();
}

export function isEmptyFolder(room: OpenRoom, path: string): boolean {
  return !room.facts.tree.entries.some((node) => node.path.startsWith(`${path}/`));
}

/** Null when it is no UTF-8. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
