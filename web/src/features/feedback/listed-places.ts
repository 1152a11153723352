/** The places of a file that can be chosen by name: for whoever points without a mouse. */
import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { FileContent } from '@draftroom/core/model/design-anchors/resolve-anchor';

export interface ListedPlace {
  readonly name: string;
  readonly anchor: DesignAnchor;
}

export const spots = {
  'top-left': [0, 0],
  top: [0.5, 0],
  'top-right': [1, 0],
  left: [0, 0.5],
  centre: [0.5, 0.5],
  right: [1, 0.5],
  'bottom-left': [0, 1],
  bottom: [0.5, 1],
  'bottom-right': [1, 1],
} as const;
export type Spot = keyof typeof spots;

export interface PlaceNames {
  spot(spot: Spot): string;
  element(element: Extract<FileContent, { kind: 'drawing' }>['elements'][number]): string;
}

const quoteLength = 500;
const mostListed = 2_000;

export function listedPlaces(path: string, content: FileContent, names: PlaceNames): ListedPlace[] {
  const base = { path, state: 'attached' } as const;
  switch (content.kind) {
    case 'picture':
      return Object.entries(spots).map(([spot, [x, y]]) => ({
        name: names.spot(spot as Spot),
        anchor: { ...base, surface: 'picture', x, y },
      }));
    case 'text':
      return content.text
        .split('\n')
        .slice(0, mostListed)
        .map((words, line) => ({
          name: `${line + 1}  ${words.trim().slice(0, 60)}`,
          anchor: {
            ...base,
            surface: 'text',
            start: { line, column: 0 },
            end: { line, column: words.length },
            quote: words.slice(0, quoteLength),
          },
        }));
    case 'drawing':
      return content.elements.slice(0, mostListed).map((element) => ({
        name: names.element(element),
        anchor: {
          ...base,
          surface: 'drawing',
          elementId: element.id,
          x: 0.5,
          y: 0.5,
          fallback: { x: element.x + element.width / 2, y: element.y + element.height / 2 },
        },
      }));
    case 'model':
      return modelPlaces(base, content.tree);
  }
}

/** The middle of a node's first triangle: it is on the mesh, wherever that stands. */
function modelPlaces(
  base: { path: string; state: 'attached' },
  tree: Extract<FileContent, { kind: 'model' }>['tree'],
): ListedPlace[] {
  const third = 1 / 3;
  return tree.nodes.slice(0, mostListed).flatMap(({ mesh, name }, index) => {
    const triangles = mesh === null ? 0 : (tree.meshes[mesh]?.[0] ?? 0);
    if (mesh === null || triangles === 0) return [];
    const nodes = [{ index, name }];
    for (let at = tree.nodes[index]?.parent ?? null; at !== null && nodes.length < 64; ) {
      const parent = tree.nodes[at];
      nodes.unshift({ index: at, name: parent?.name ?? '' });
      at = parent?.parent ?? null;
    }
    return [
      {
        name: name === '' ? `#${index}` : name,
        anchor: {
          ...base,
          surface: 'model',
          nodes,
          mesh,
          primitive: 0,
          triangles,
          triangle: 0,
          barycentric: [third, third, third],
          normal: [0, 1, 0],
          fallback: { x: 0, y: 0, z: 0 },
        },
      },
    ];
  });
}
