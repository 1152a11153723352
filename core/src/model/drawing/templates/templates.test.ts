import { describe, expect, it } from 'vitest';
import type { DrawingElement } from '../drawing-element.ts';
import { blankGrid } from './blank-grid.ts';
import { entityDiagram } from './entity-diagram.ts';
import { flowchart } from './flowchart.ts';
import { mindMap } from './mind-map.ts';
import { wireframe } from './wireframe.ts';

function made(build: (makeId: () => string) => DrawingElement[]): DrawingElement[] {
  let count = 0;
  return build(() => `id${++count}`);
}

const all = {
  flowchart: made((id) =>
    flowchart(id, { start: 'Start', step: 'Step', question: 'Fine?', yes: 'Yes', no: 'No', fix: 'Mend', end: 'End' }),
  ),
  wireframe: made((id) =>
    wireframe(id, { name: 'Name', navigation: ['A', 'B', 'C'], title: 'T', text: 'W', action: 'Go', card: 'Card' }),
  ),
  'entity diagram': made((id) =>
    entityDiagram(id, { entities: ['a', 'b', 'c'].map((name) => ({ name, fields: ['id', 'name'] })) }),
  ),
  'mind map': made((id) => mindMap(id, { middle: 'M', branches: ['1', '2', '3', '4'], leaf: 'leaf' })),
  'blank grid': made(blankGrid),
};

describe.each(Object.entries(all))('[BOARD-9] the template %s', (_name, elements) => {
  const byId = new Map(elements.map((element) => [element.id, element]));

  it('has elements with ids of their own and finite places', () => {
    expect(byId.size).toBe(elements.length);
    for (const { x, y, width, height } of elements)
      expect([x, y, width, height].every((value) => Number.isFinite(value))).toBe(true);
  });

  it('binds words and arrows both ways', () => {
    for (const element of elements) {
      for (const bound of element.boundElements) {
        const other = byId.get(bound.id);
        if (other?.type === 'text') expect(other.containerId).toBe(element.id);
        else if (other?.type === 'arrow')
          expect([other.startBinding?.elementId, other.endBinding?.elementId]).toContain(element.id);
        else throw new Error(`${element.id} binds ${bound.id}`);
      }
      const holders =
        element.type === 'text'
          ? [element.containerId]
          : element.type === 'arrow'
            ? [element.startBinding?.elementId, element.endBinding?.elementId]
            : [];
      for (const id of holders)
        if (id != null) expect(byId.get(id)?.boundElements.map((bound) => bound.id)).toContain(element.id);
    }
  });
});
