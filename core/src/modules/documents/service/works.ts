/** What stands in a room, for publishing: each document as it is when it is read, whole and in one state. */
import type { DocumentKind } from '@draftroom/drizzle/enums';
import * as Y from 'yjs';
import { HubError } from '../../../contract/errors.ts';
import { readDrawing, seedDrawing } from '../../../model/drawing/drawing-document.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import { blobId } from '../../../platform/blobs.ts';
import { documentFromUpdates, picturesOf } from '../content.ts';
import { readDrawingFile } from '../import/drawing-content.ts';
import type { DocumentRow, FileRow } from '../repo.ts';
import type { Workspace } from './deps.ts';
import { textOf } from './export.ts';

export type RoomEntry =
  | {
      readonly type: 'document';
      readonly id: string;
      readonly kind: DocumentKind;
      readonly path: string;
      read(): Promise<{ text: string; seq: number; elements: Record<string, number> | null }>;
    }
  | {
      readonly type: 'file';
      readonly path: string;
      readonly assetId: string;
      readonly mediaType: string;
      readonly size: number;
    };

/** For editors and owners: everything in the room, or these documents with the pictures that they show. */
export async function roomEntries(
  workspace: Workspace,
  actor: SignedInActor,
  roomId: string,
  documentIds?: readonly string[],
): Promise<RoomEntry[]> {
  await workspace.room(actor, roomId, 'write');
  const [documents, files] = await Promise.all([
    workspace.repo.listDocuments(roomId),
    workspace.repo.listFiles(roomId),
  ]);
  if (documentIds === undefined) return [...documents.map((row) => toEntry(workspace, row)), ...files.map(toFile)];
  const wanted = new Set(documentIds);
  const chosen = documents.filter(({ id }) => wanted.has(id));
  if (chosen.length < wanted.size) throw new HubError('not_found');
  const shown = await shownIn(workspace, chosen);
  return [
    ...chosen.map((row) => toEntry(workspace, row)),
    ...files.filter(({ assetId }) => shown.has(assetId)).map(toFile),
  ];
}

/** The one room that all of them are in, for somebody who may publish them. */
export async function roomOfDocuments(
  workspace: Workspace,
  actor: SignedInActor,
  documentIds: readonly string[],
): Promise<string> {
  const rooms = new Set<string>();
  for (const documentId of documentIds) {
    const { row } = await workspace.document(actor, documentId, 'write');
    rooms.add(row.roomId);
  }
  const [roomId, ...others] = rooms;
  if (roomId === undefined) throw new HubError('not_found');
  if (others.length > 0) throw new HubError('invalid_input', { documents: 'They have to be of one room.' });
  return roomId;
}

/** A drawing in a file as a document would hold it, and the bytes of the pictures in it by their asset. */
export function readDrawingAt(
  { deps }: Workspace,
  { path, text }: { path: string; text: string },
): { update: Uint8Array; pictures: ReadonlyMap<string, Uint8Array> } {
  const { drawing, pictures } = readDrawingFile(path, text, deps.limits.asset);
  const doc = new Y.Doc();
  seedDrawing(doc, drawing);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { update, pictures: new Map(pictures.map(({ bytes }) => [blobId(bytes), bytes])) };
}

function toEntry(workspace: Workspace, row: DocumentRow): RoomEntry {
  const { id, kind, path } = row;
  return {
    type: 'document',
    id,
    kind,
    path,
    async read() {
      const { seq, updates } = await workspace.deps.live.state(id);
      const doc = documentFromUpdates(updates);
      try {
        return {
          text: await textOf(workspace, row, doc),
          seq,
          elements: kind === 'drawing' ? elementCounts(doc) : null,
        };
      } finally {
        doc.destroy();
      }
    },
  };
}

function toFile({ path, assetId, mediaType, size }: FileRow): RoomEntry {
  return { type: 'file', path, assetId, mediaType, size };
}

function elementCounts(doc: Parameters<typeof readDrawing>[0]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { type } of readDrawing(doc)) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Assets of the pictures in these documents. */
async function shownIn(workspace: Workspace, rows: readonly DocumentRow[]): Promise<ReadonlySet<string>> {
  const shown = new Set<string>();
  for (const { id, kind } of rows) {
    if (kind !== 'drawing') continue;
    const { updates } = await workspace.deps.live.state(id);
    const doc = documentFromUpdates(updates);
    for (const assetId of picturesOf(doc, kind).values()) shown.add(assetId);
    doc.destroy();
  }
  return shown;
}
