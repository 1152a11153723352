/**
 * Two to four people at boards, with everything that a canvas does: drags that take their time, typing, order, undo,
 * frames that come late, people who are away or may only read for a while. In the end every board shows the document,
 * all documents are equal, and no canvas ever had to give elements other keys.
 * `FUZZ_SEEDS=1000` runs that many seeds, `FUZZ_SEED=7` one.
 */

import { type Chance, createChance } from '@draftroom/core/contract/chance';
import { readDrawing, seedDrawing } from '@draftroom/core/model/drawing/drawing-document';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LateNetwork } from '../../../../core/src/model/drawing/testing/late-network.ts';
import { fuzzSeeds } from '../../../../core/src/testing/fuzz-seeds.ts';
import { BoardBinding } from './board-binding.ts';
import { BoardUndo } from './board-undo.ts';
import { fromScene, type SceneElement } from './canvas.ts';
import type { DragPreview } from './drag-preview.ts';
import { FakeCanvas } from './testing/fake-canvas.ts';

const seeds = fuzzSeeds({ oneIn: 2, pinned: [89] });
const steps = 1_500;

interface Person {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly canvas: FakeCanvas;
  readonly binding: BoardBinding;
  /** What is to be drawn with the next frame. */
  readonly frames: (() => void)[];
  drag: readonly DragPreview[];
  busy: boolean;
}

function sit(name: string, from: Y.Doc, chance: Chance, clientId: number): Person {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
  const canvas = new FakeCanvas(() => chance(2 ** 30) / 2 ** 30);
  const frames: (() => void)[] = [];
  const person: Person = {
    name,
    doc,
    canvas,
    frames,
    binding: new BoardBinding({
      doc,
      api: canvas,
      undo: new BoardUndo(doc),
      readOnly: false,
      onDrag: (elements) => {
        person.drag = elements;
      },
      refreshText: (elements) => elements.map(measured),
      schedule: (show) => frames.push(show),
    }),
    drag: [],
    busy: false,
  };
  canvas.binding = person.binding;
  canvas.rendered();
  return person;
}

function measured(element: SceneElement): SceneElement {
  const { text } = element as SceneElement & { text?: string };
  return text === undefined ? element : ({ ...element, width: text.length * 10 } as SceneElement);
}

function run(seed: number): void {
  const chance = createChance(seed);
  const first = new Y.Doc();
  seedDrawing(first);
  const people = Array.from({ length: 2 + chance(3) }, (_, i) => sit(`p${i}`, first, chance, i + 1));
  const network = new LateNetwork(
    people.map(({ doc }) => doc),
    chance,
  );
  for (let step = 0; step < steps; step++) {
    const person = people[chance(people.length)] as Person;
    const dice = chance(10);
    if (dice < 3) network.step();
    else if (dice < 5) person.frames.shift()?.();
    else if (dice === 5) person.binding.showDrag(chance(4), people[chance(people.length)]?.drag ?? null);
    else act(person, chance, `${person.name}-${step}`);
  }
  for (const person of people) {
    finish(person);
    for (let client = 0; client < 4; client++) person.binding.showDrag(client, null);
  }
  for (let round = 0; round < 10; round++) {
    network.settle();
    for (const { frames } of people) while (frames.length > 0) frames.shift()?.();
  }
  const [drawing] = people.map(({ doc }) => readDrawing(doc));
  for (const { doc, canvas } of people) {
    expect(readDrawing(doc)).toEqual(drawing);
    expect(canvas.live.map((element) => fromScene(element as unknown as SceneElement))).toEqual(drawing);
    expect([canvas.keysPutRight, canvas.takenFromHand]).toEqual([0, 0]);
  }
}

function act(person: Person, chance: Chance, name: string): void {
  const { canvas, binding } = person;
  const { live } = canvas;
  const one = live[chance(Math.max(1, live.length))];
  const dice = chance(24);
  if (person.busy) goOn(person, chance);
  else if (dice < 3 || one === undefined) canvas.draw({ id: name, x: chance(300) }, 1 + chance(4));
  else if (dice < 4) write(person, name);
  else if (dice < 8) {
    canvas.startDrag([one.id, ...(chance(3) === 0 ? [live[0]?.id ?? one.id] : [])]);
    person.busy = true;
  } else if (dice < 11 && one.type === 'text') {
    canvas.startTyping(one.id);
    person.busy = true;
  } else if (dice < 13) canvas.mutate(one.id, { strokeColor: ['#ff0000', '#00ff00'][chance(2)] });
  else if (dice < 14) canvas.replace(one.id, { opacity: chance(100) });
  else if (dice < 16) canvas.remove(one.id);
  else if (dice < 17) canvas.move(one.id, chance(canvas.elements.length));
  else if (dice < 18) canvas.mutate(one.id, { width: -5, x: 3 });
  else if (dice < 21) binding[chance(3) === 0 ? 'redo' : 'undo']();
  else if (dice < 22) allow(person, chance(3) === 0);
  else if (dice < 23) allow(person, false);
  else canvas.rendered();
}

function allow(person: Person, readOnly: boolean): void {
  person.canvas.mayTake = readOnly;
  person.binding.setReadOnly(readOnly);
}

/** A new text. */
function write(person: Person, name: string): void {
  const { canvas } = person;
  canvas.state = { ...canvas.state, newElement: { id: name }, editingTextElement: { id: name } };
  canvas.add({ id: name, type: 'text', text: '', originalText: '', width: 0, height: 25, fontSize: 20 });
  canvas.type('hi');
  person.busy = true;
}

function goOn(person: Person, chance: Chance): void {
  const { canvas } = person;
  const editing = canvas.state.editingTextElement?.id;
  if (chance(6) === 0) {
    finish(person);
    return;
  }
  if (editing === undefined) {
    canvas.dragBy(chance(9) - 4, chance(9) - 4);
    return;
  }
  const now = String(canvas.find(editing)?.originalText ?? '');
  const at = chance(now.length + 1);
  canvas.type(now.slice(0, at) + ['a', 'b', ' c', ''][chance(4)] + now.slice(at + chance(3)));
}

function finish(person: Person): void {
  const { canvas } = person;
  if (canvas.state.editingTextElement !== null) canvas.stopTyping();
  canvas.set({ newElement: null });
  canvas.drop();
  person.busy = false;
}

describe('boards of several people', () => {
  it.each(seeds)('[DRAW-19] all show the same in the end: seed %i', (seed) => {
    run(seed);
  });
});
