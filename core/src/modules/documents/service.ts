/** The use cases of documents, files and versions. */
import type { Readable } from 'node:stream';
import type { Actor } from '../../platform/actor.ts';
import { toSyncActor } from './access.ts';
import { documentChanges } from './changes.ts';
import { createDrawingsService } from './drawings/service.ts';
import { addStored, importFile, prepareImport } from './import/import-entries.ts';
import { addStarters, createDocument } from './service/create.ts';
import type { Workspace } from './service/deps.ts';
import { exportRoom } from './service/export.ts';
import { moveDocument, moveFile, moveFolder, setLanguage } from './service/move.ts';
import { getDocument, listRemoved, listTree, readAsset, readContent, readFile } from './service/read.ts';
import {
  removeDocument,
  removeFile,
  removeFolder,
  restoreDocument,
  restoreFile,
  restoreMany,
} from './service/remove.ts';
import { readDrawingAt, roomEntries, roomOfDocuments } from './service/works.ts';
import { createVersionsService } from './versions/service.ts';

type Rest<UseCase> = UseCase extends (workspace: Workspace, ...rest: infer Args) => infer Result
  ? (...rest: Args) => Result
  : never;

export type DocumentsService = ReturnType<typeof createDocumentsService>;

export function createDocumentsService(workspace: Workspace) {
  const use = <UseCase extends (workspace: Workspace, ...rest: never[]) => unknown>(useCase: UseCase) =>
    useCase.bind(null, workspace) as Rest<UseCase>;
  return {
    list: use(listTree),
    get: use(getDocument),
    content: use(readContent),
    create: use(createDocument),
    move: use(moveDocument),
    moveFolder: use(moveFolder),
    setLanguage: use(setLanguage),
    remove: use(removeDocument),
    removeFolder: use(removeFolder),
    listRemoved: use(listRemoved),
    changes: use(documentChanges),
    restore: use(restoreDocument),
    restoreMany: use(restoreMany),
    files: { move: use(moveFile), remove: use(removeFile), restore: use(restoreFile) },
    versions: createVersionsService(workspace),
    drawings: createDrawingsService(workspace),
    prepareImport: use(prepareImport),
    importFile: use(importFile),
    exportRoom: use(exportRoom),
    /** What a file in the tree is; its bytes are the blob of its asset. */
    file: use(readFile),
    asset: use(readAsset),
    blob: (assetId: string): Promise<Readable> => workspace.deps.blobs.stream(assetId),
    addStarters: use(addStarters),
    works: {
      entries: use(roomEntries),
      roomOf: use(roomOfDocuments),
      readDrawing: use(readDrawingAt),
      addFile: use(addStored),
    },
    /** Throws unless this person may change documents here now. */
    authoriseWrite: async (actor: Actor, roomId: string): Promise<void> => {
      await workspace.room(actor, roomId, 'write');
    },
    /** A large update by HTTP; the engine judges it as it does on a socket. */
    applyUpdate: (actor: Actor, documentId: string, update: Uint8Array): Promise<{ seq: number }> =>
      workspace.deps.live.applyUpdate(documentId, toSyncActor(actor), update),
  };
}
