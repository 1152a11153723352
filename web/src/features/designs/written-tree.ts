/** What is made of the tree of a text in Markdown before it is shown. Pure but for the tree that it changes. */
import { splitMentions } from '@draftroom/core/contract/mentions';

/** As much of a node of `mdast` as is looked at. */
export interface WrittenNode {
  type: string;
  value?: string;
  url?: string;
  children?: WrittenNode[];
  data?: { hProperties?: Record<string, string> };
  position?: { start: { offset?: number | undefined }; end: { offset?: number | undefined } } | undefined;
}

/** How deep quotes and lists may stand in one another: what is deeper stands at that depth, and no text goes under. */
export const deepest = 5;
/** Where the address of the person stands who a link names. */
export const mentionProperty = 'data-mention';

/** A plugin of `react-markdown`. */
export function writtenTree() {
  return (tree: WrittenNode, file: { toString(): string }): void => {
    flatten(tree);
    nameMentions(tree, String(file));
  };
}

/** By a stack of its own: somebody may write thousands of levels. */
function flatten(root: WrittenNode): void {
  const waiting: { node: WrittenNode; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next;
    if (node.children === undefined) continue;
    if (depth === deepest) node.children = unfolded(node.children);
    for (const child of node.children) waiting.push({ node: child, depth: depth + (indents(child) ? 1 : 0) });
  }
}

/** The nodes with what stands in quotes and lists among them in place of those, in their order. */
function unfolded(nodes: readonly WrittenNode[]): WrittenNode[] {
  const waiting = nodes.toReversed();
  const kept: WrittenNode[] = [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (indents(node) || node.type === 'listItem') waiting.push(...(node.children ?? []).toReversed());
    else kept.push(node);
  }
  return kept;
}

function indents({ type }: WrittenNode): boolean {
  return type === 'blockquote' || type === 'list';
}

/** `@[Ada](id)` becomes one link that says `@Ada`; in code, where nothing is a link, the words alone. */
function nameMentions(parent: WrittenNode, source: string): void {
  for (const [index, node] of (parent.children ?? []).entries()) {
    if (node.type === 'inlineCode' || node.type === 'code') node.value = withoutIds(node.value ?? '');
    const before = parent.children?.[index - 1];
    const named = node.type === 'link' && before?.value?.endsWith('@') === true ? mentionAt(node, source) : null;
    if (named !== null && before?.value !== undefined) {
      before.value = before.value.slice(0, -1);
      node.children = [{ type: 'text', value: `@${named.name}` }];
      node.url = `/people/${named.userId}`;
      node.data = { hProperties: { [mentionProperty]: named.userId } };
    } else nameMentions(node, source);
  }
}

/** As it was written, whatever signs of Markdown are in the name. */
function mentionAt({ position }: WrittenNode, source: string): { name: string; userId: string } | null {
  const { start, end } = position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return null;
  const [part, ...others] = splitMentions(source.slice(start.offset - 1, end.offset));
  return part !== undefined && 'userId' in part && others.length === 0 ? part : null;
}

function withoutIds(text: string): string {
  return splitMentions(text)
    .map((part) => ('userId' in part ? `@${part.name}` : part.text))
    .join('');
}
