import type { DrawingElement } from '../src/model/drawing/drawing-element.ts';

export function drawnBox(id: string, change: Partial<DrawingElement> = {}): DrawingElement {
  return {
    id,
    type: 'rectangle',
    x: 0,
    y: 0,
    width: 200,
    height: 100,
    angle: 0,
    strokeColor: '#1e1e1e',
    backgroundColor: '#ffc9c9',
    fillStyle: 'solid',
    strokeWidth: 2,
    strokeStyle: 'solid',
    roundness: null,
    roughness: 1,
    opacity: 100,
    seed: 7,
    index: 'a0',
    groupIds: [],
    frameId: null,
    boundElements: [],
    link: null,
    locked: false,
    ...change,
  } as DrawingElement;
}
