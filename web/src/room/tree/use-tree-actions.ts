import { useQueryClient } from '@tanstack/react-query';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { roomKeys } from '../session/room-queries.ts';
import { openByHand } from '../session/use-shortcuts.ts';
import { dropTarget, inFolder, nameOf, parentOf, type TreeNode } from './tree-model.ts';

export interface TreeActions {
  create(path: string, kind: 'text' | 'drawing'): Promise<boolean>;
  rename(node: TreeNode, name: string): Promise<boolean>;
  moveInto(node: TreeNode, folder: string): Promise<boolean>;
  remove(node: TreeNode): Promise<boolean>;
}

/** What can be done with the tree. The hub's event brings the change; here it is only asked for. */
export function useTreeActions(): TreeActions {
  const { hub, room, view } = useRoom();
  const queries = useQueryClient();
  const { documents } = hub.trpc;
  const roomId = room.id;
  const renew = () => queries.invalidateQueries({ queryKey: roomKeys.tree(roomId) });

  async function move(node: TreeNode, path: string): Promise<void> {
    if (node.kind === 'folder') await documents.moveFolder.mutate({ roomId, from: node.path, to: path });
    else if (node.kind === 'document') await documents.move.mutate({ documentId: node.document.id, path });
    else await documents.files.move.mutate({ fileId: node.file.id, path });
    await renew();
  }

  function movedBack(node: TreeNode, path: string): TreeNode {
    return { ...node, path };
  }

  return {
    create: (path, kind) =>
      act(async () => {
        const { id } = await documents.create.mutate({
          roomId,
          kind,
          path: kind === 'drawing' ? asDrawing(path) : path,
        });
        await renew();
        openByHand(view, id);
      }),
    rename: async (node, name) => {
      const path = inFolder(parentOf(node.path), name);
      return path === node.path || act(() => move(node, path));
    },
    moveInto: async (node, folder) => {
      const path = dropTarget(node, folder);
      if (path === null) return false;
      return act(() => move(node, path), {
        text: t('room.moved', { name: node.name, folder: folder === '' ? room.name : nameOf(folder) }),
        undo: () => move(movedBack(node, path), node.path),
      });
    },
    remove: async (node) => {
      let undo = async (): Promise<unknown> => undefined;
      const text = t('room.removed', { name: node.name });
      const work = async (): Promise<void> => {
        if (node.kind === 'folder') {
          const removed = await documents.removeFolder.mutate({ roomId, path: node.path });
          undo = () => documents.restoreMany.mutate({ roomId, ...removed });
        } else if (node.kind === 'document') {
          await documents.remove.mutate({ documentId: node.document.id });
          undo = () => documents.restore.mutate({ documentId: node.document.id });
        } else {
          await documents.files.remove.mutate({ fileId: node.file.id });
          undo = () => documents.files.restore.mutate({ fileId: node.file.id });
        }
        await renew();
      };
      return act(work, { text, undo: () => undo().then(renew) });
    },
  };
}

/** A drawing is known by its ending, here and wherever the room is exported to. */
function asDrawing(path: string): string {
  return /\.excalidraw$/i.test(path) ? path : `${path}.excalidraw`;
}
