/** Elements that come into a drawing a second time: from a library, a template, the clipboard. Pure. */
import type { Binding, DrawingElement } from './drawing-element.ts';

/** The same elements under new names, which they know each other by; what they name besides stays. */
export function withFreshIds(elements: readonly DrawingElement[], newId: () => string): DrawingElement[] {
  const fresh = new Map<string, string>();
  const renew = (id: string) => {
    const known = fresh.get(id) ?? newId();
    fresh.set(id, known);
    return known;
  };
  for (const { id } of elements) renew(id);
  const inside = (id: string) => fresh.get(id) ?? id;
  const groups = new Map<string, string>();
  const group = (id: string) => {
    const known = groups.get(id) ?? newId();
    groups.set(id, known);
    return known;
  };
  const bound = (binding: Binding | null) =>
    binding === null ? null : { ...binding, elementId: inside(binding.elementId) };
  return elements.map((element) => {
    const copy = {
      ...element,
      id: inside(element.id),
      groupIds: element.groupIds.map(group),
      frameId: element.frameId === null ? null : inside(element.frameId),
      boundElements: element.boundElements.map(({ id, type }) => ({ id: inside(id), type })),
      // Their places are found anew where they come to.
      index: '',
    };
    if (copy.type === 'text')
      return { ...copy, containerId: copy.containerId === null ? null : inside(copy.containerId) };
    if (copy.type === 'arrow' || copy.type === 'line') {
      return { ...copy, startBinding: bound(copy.startBinding), endBinding: bound(copy.endBinding) };
    }
    return copy;
  });
}
