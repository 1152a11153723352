import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { TreeNode } from '../rooms/room-tree.ts';

/** What of a room a folder can hold: texts and files. Drawings, scenes and graphs are edited in the web room. */
export type SharedNode =
  | { readonly type: 'text'; readonly id: string; readonly path: string }
  | { readonly type: 'file'; readonly id: string; readonly path: string; readonly assetId: string };

export function sharedNode(node: TreeNode | null): SharedNode | null {
  if (node?.type === 'file') return { type: 'file', id: node.file.id, path: node.path, assetId: node.file.assetId };
  if (node?.type !== 'document' || node.document.kind !== 'text') return null;
  return { type: 'text', id: node.document.id, path: node.path };
}

/** What the hub has of a text, without opening it. */
export async function contentOf({ client }: OpenRoom, documentId: string): Promise<string> {
  const content = await client.trpc.documents.content.query({ documentId });
  return typeof content === 'string' ? normaliseLineEnds(content) : '';
}
