/** What comes from a file gets ids of its own where the board has the same already: an id is never set a second time. */
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';

type Rename = (id: string) => string;

export function withFreshIds(
  elements: readonly DrawingElement[],
  taken: ReadonlySet<string>,
  makeId: () => string,
): DrawingElement[] {
  const renamed = new Map<string, string>();
  for (const { id } of elements) if (taken.has(id)) renamed.set(id, makeId());
  const groups = new Map<string, string>();
  const rename: Rename = (id) => renamed.get(id) ?? id;
  // Groups are only names: a second copy of a file is a group of its own.
  const renameGroup: Rename = (id) => {
    if (renamed.size === 0) return id;
    const known = groups.get(id) ?? makeId();
    groups.set(id, known);
    return known;
  };
  return elements.map((element) => withIds(element, rename, renameGroup));
}

function withIds(element: DrawingElement, rename: Rename, renameGroup: Rename): DrawingElement {
  const frameId = element.frameId === null ? null : rename(element.frameId);
  const shared = {
    id: rename(element.id),
    frameId,
    groupIds: element.groupIds.map(renameGroup),
    boundElements: element.boundElements.map((bound) => ({ ...bound, id: rename(bound.id) })),
  };
  if (element.type === 'text') {
    return { ...element, ...shared, containerId: element.containerId === null ? null : rename(element.containerId) };
  }
  if (element.type === 'arrow' || element.type === 'line') {
    const { startBinding, endBinding } = element;
    return {
      ...element,
      ...shared,
      startBinding: startBinding && { ...startBinding, elementId: rename(startBinding.elementId) },
      endBinding: endBinding && { ...endBinding, elementId: rename(endBinding.elementId) },
    };
  }
  return { ...element, ...shared };
}
