import type { TreeNode } from './tree-model.ts';

export const dragType = 'application/x-draftroom-node';

/** What is being dragged inside this window; a drop from another window has no node. */
let dragged: TreeNode | null = null;

export function drag(node: TreeNode | null): void {
  dragged = node;
}

export function draggedNode(): TreeNode | null {
  return dragged;
}
