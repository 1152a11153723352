/**
 * Where a place of one release is in another. Releases are frozen, so this is worked out by comparing what the anchor
 * remembers with the file as it is there; nobody has to have followed the changes between. Never throws.
 */
import type { AnchorState } from '@draftroom/drizzle/enums';
import { sheetElementId } from '../../contract/anchor.ts';
import type {
  DesignAnchor,
  DesignDrawingAnchor,
  DesignModelAnchor,
  DesignTextAnchor,
} from '../../contract/design-anchor.ts';
import type { DrawingElement } from '../drawing/drawing-element.ts';
import { nearestQuote } from '../text/nearest-quote.ts';
import type { GltfTree } from './gltf-tree.ts';

export interface ResolvedAnchor {
  readonly state: AnchorState;
  /** As it is to be shown in this release: the same place with its new path, indices, lines or point. */
  readonly anchor: DesignAnchor;
}

export interface AnchorFile {
  readonly path: string;
  readonly assetId: string;
}

/** What a file says, as far as its anchors need it; a picture says nothing. */
export type FileContent =
  | { readonly kind: 'drawing'; readonly elements: readonly DrawingElement[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'model'; readonly tree: GltfTree }
  | { readonly kind: 'picture' };

/** In the drawing's units: less is how a number was rounded, not a move. */
const sameDrawingPoint = 0.5;

/**
 * The file of this release that the anchor is in now. `same`: with the contents that it was written on, so that it is
 * where it was and nothing has to be read.
 */
export function fileOfAnchor<File extends AnchorFile>(
  anchor: DesignAnchor,
  files: readonly File[],
): { readonly file: File; readonly same: boolean } | null {
  const atPath = files.find(({ path }) => path === anchor.path);
  if (atPath !== undefined) return { file: atPath, same: atPath.assetId === anchor.assetId };
  const renamed = files.find(({ assetId }) => assetId === anchor.assetId);
  return renamed === undefined ? null : { file: renamed, same: true };
}

/** `read`: what the file says that `fileOfAnchor` named; null when it cannot be read as what the anchor is on. */
export function resolveDesignAnchor(
  anchor: DesignAnchor,
  files: readonly AnchorFile[],
  read: (file: AnchorFile) => FileContent | null,
): ResolvedAnchor {
  const found = fileOfAnchor(anchor, files);
  if (found === null) return { state: 'orphaned', anchor };
  const { path } = found.file;
  if (found.same) return { state: path === anchor.path ? 'attached' : 'moved', anchor: { ...anchor, path } };
  const content = read(found.file);
  if (anchor.surface === 'drawing' && content?.kind === 'drawing') return inDrawing(anchor, content.elements);
  if (anchor.surface === 'text' && content?.kind === 'text') return inText(anchor, content.text);
  if (anchor.surface === 'model' && content?.kind === 'model') return inModel(anchor, content.tree);
  return { state: 'fallback', anchor };
}

function inDrawing(anchor: DesignDrawingAnchor, elements: readonly DrawingElement[]): ResolvedAnchor {
  if (anchor.elementId === sheetElementId) return { state: 'attached', anchor };
  const element = elements.find(({ id }) => id === anchor.elementId);
  if (element === undefined) return { state: 'fallback', anchor };
  const point = pointOn(element, anchor);
  const apart = Math.hypot(point.x - anchor.fallback.x, point.y - anchor.fallback.y);
  return { state: apart <= sameDrawingPoint ? 'attached' : 'moved', anchor: { ...anchor, fallback: point } };
}

/** The share of the element's box, turned with it. */
function pointOn(element: DrawingElement, { x, y }: DesignDrawingAnchor): { x: number; y: number } {
  const right = (x - 0.5) * element.width;
  const down = (y - 0.5) * element.height;
  const [cos, sin] = [Math.cos(element.angle), Math.sin(element.angle)];
  return {
    x: element.x + element.width / 2 + right * cos - down * sin,
    y: element.y + element.height / 2 + right * sin + down * cos,
  };
}

function inText(anchor: DesignTextAnchor, text: string): ResolvedAnchor {
  const starts = lineStarts(text);
  const offset = offsetOf(anchor.start, starts, text);
  if (anchor.quote !== '' && offset !== null && text.startsWith(anchor.quote, offset)) {
    return { state: 'attached', anchor };
  }
  const hint = offset ?? text.length;
  const found = nearestQuote(text, anchor.quote, hint);
  if (found !== null) {
    const [start, end] = [pointAt(found.start, starts), pointAt(found.end, starts)];
    return { state: 'moved', anchor: { ...anchor, start, end } };
  }
  const line = Math.min(anchor.start.line, starts.length - 1);
  const start = { line, column: 0 };
  return { state: 'fallback', anchor: { ...anchor, start, end: start } };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function offsetOf({ line, column }: DesignTextAnchor['start'], starts: readonly number[], text: string): number | null {
  const start = starts[line];
  return start === undefined ? null : Math.min(start + column, (starts[line + 1] ?? text.length + 1) - 1);
}

function pointAt(offset: number, starts: readonly number[]): DesignTextAnchor['start'] {
  let line = 0;
  let above = starts.length;
  while (above - line > 1) {
    const middle = (line + above) >> 1;
    if ((starts[middle] ?? 0) <= offset) line = middle;
    else above = middle;
  }
  return { line, column: offset - (starts[line] ?? 0) };
}

function inModel(anchor: DesignModelAnchor, tree: GltfTree): ResolvedAnchor {
  const own = anchor.nodes.at(-1);
  if (own === undefined) return { state: 'fallback', anchor };
  const fits = (index: number) => {
    const mesh = tree.nodes[index]?.mesh;
    return mesh != null && tree.meshes[mesh]?.[anchor.primitive] === anchor.triangles;
  };
  const now = pathOf(tree, own.index);
  const unmoved = now.length === anchor.nodes.length && now.every((node, depth) => alike(node, anchor.nodes[depth]));
  if (unmoved && fits(own.index))
    return { state: 'attached', anchor: { ...anchor, mesh: meshOf(tree, own.index, anchor) } };
  // A name says something only when one node has it.
  const named = own.name === '' ? [] : [...tree.nodes.keys()].filter((index) => tree.nodes[index]?.name === own.name);
  const [index] = named;
  if (index === undefined || named.length > 1 || !fits(index)) return { state: 'fallback', anchor };
  const nodes = pathOf(tree, index);
  const state = sameNames(nodes, anchor.nodes) ? 'attached' : 'moved';
  return { state, anchor: { ...anchor, nodes, mesh: meshOf(tree, index, anchor) } };
}

type NodeStep = DesignModelAnchor['nodes'][number];

function alike(one: NodeStep, other: NodeStep | undefined): boolean {
  return other !== undefined && one.index === other.index && one.name === other.name;
}

/** Only the numbers that the file gives its nodes are others. */
function sameNames(one: readonly NodeStep[], other: readonly NodeStep[]): boolean {
  return one.length === other.length && one.every(({ name }, depth) => name === other[depth]?.name);
}

function meshOf(tree: GltfTree, index: number, anchor: DesignModelAnchor): number {
  return tree.nodes[index]?.mesh ?? anchor.mesh;
}

/** From a root down; a circle of parents, which no valid file has, ends where it closes. */
function pathOf(tree: GltfTree, index: number): NodeStep[] {
  const steps: NodeStep[] = [];
  const seen = new Set<number>();
  for (let at: number | null = index; at !== null && !seen.has(at); at = tree.nodes[at]?.parent ?? null) {
    const node = tree.nodes[at];
    if (node === undefined) break;
    seen.add(at);
    steps.unshift({ index: at, name: node.name.slice(0, 200) });
  }
  return steps;
}
