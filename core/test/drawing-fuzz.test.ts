/**
 * Two to five people draw in one document, hear of each other late and in part, go away, undo, take the same places and
 * delete what others change; foreign clients write nonsense between. Whatever happens nothing throws, every view can be
 * drawn, and in the end all see the same.
 * `FUZZ_SEEDS=1000` runs that many seeds, `FUZZ_SEED=7` one.
 */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { type Chance, createChance } from '../src/contract/chance.ts';
import { elementsOf, readDrawing, seedDrawing } from '../src/model/drawing/drawing-document.ts';
import type { DrawingElement } from '../src/model/drawing/drawing-element.ts';
import { DrawingView } from '../src/model/drawing/drawing-view.ts';
import { applyChanges, putElement, removeElement } from '../src/model/drawing/edit-drawing.ts';
import { formatExcalidraw, parseExcalidraw } from '../src/model/drawing/excalidraw-file.ts';
import { keyBetween } from '../src/model/drawing/order-keys.ts';
import { element, raw } from '../src/model/drawing/testing/drawings.ts';
import { LateNetwork } from '../src/model/drawing/testing/late-network.ts';
import { fuzzSeeds } from '../src/testing/fuzz-seeds.ts';

const seeds = fuzzSeeds({ oneIn: 5 });
const steps = 2_000;

interface Person {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly view: DrawingView;
  readonly undo: Y.UndoManager;
  /** What this person saw some time ago, and may still act on. */
  seen: readonly DrawingElement[];
}

const colours = ['#ff0000', '#00ff00', 'transparent', 'blue'];
const nonsense: readonly unknown[] = [Number.NaN, '', null, [], { deep: [1] }, 'zzz', -1e300, true, 'a0'];

function run(seed: number): void {
  const chance = createChance(seed);
  const first = new Y.Doc();
  seedDrawing(first, { elements: [element('start'), element('words', words('one two three', { index: 'a2' }))] });
  const people = Array.from({ length: 2 + chance(4) }, (_, i): Person => {
    const doc = new Y.Doc();
    doc.clientID = i + 1;
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(first));
    const undo = new Y.UndoManager(elementsOf(doc), { trackedOrigins: new Set([doc]), captureTimeout: 0 });
    return { name: `p${i}`, doc, view: new DrawingView(doc), undo, seen: readDrawing(doc) };
  });
  const network = new LateNetwork(
    people.map(({ doc }) => doc),
    chance,
  );
  for (let step = 0; step < steps; step++) {
    const person = people[chance(people.length)] as Person;
    if (chance(3) === 0) network.step();
    else act(person, chance, `${person.name}-${step}`);
    if (chance(4) === 0) person.seen = readDrawing(person.doc);
    if (step % 25 === 0) check(person);
  }
  network.settle();
  for (const person of people) check(person);
  const drawings = people.map(({ doc }) => readDrawing(doc));
  for (const drawing of drawings) expect(drawing).toEqual(drawings[0]);
  const joiner = new Y.Doc();
  Y.applyUpdate(joiner, Y.encodeStateAsUpdate((people[0] as Person).doc));
  expect(readDrawing(joiner)).toEqual(drawings[0]);
  const file = formatExcalidraw(joiner);
  if ((drawings[0] ?? []).some((one) => one.width !== 0)) expect(parseExcalidraw(file).problems).toEqual([]);
}

function check({ doc, view }: Person): void {
  view.update();
  const drawing = readDrawing(doc);
  expect(view.elements).toEqual(drawing);
  const ids = new Set(drawing.map(({ id }) => id));
  let last = '';
  for (const one of drawing) {
    expect(one.index > last).toBe(true);
    last = one.index;
    for (const { id } of one.boundElements) expect(ids.has(id)).toBe(true);
    if (one.frameId !== null) expect(ids.has(one.frameId)).toBe(true);
    if (one.type === 'text' && one.containerId !== null) expect(ids.has(one.containerId)).toBe(true);
  }
}

function act(person: Person, chance: Chance, name: string): void {
  const { doc, seen } = person;
  const one = seen[chance(Math.max(1, seen.length))];
  const other = seen[chance(Math.max(1, seen.length))];
  const dice = chance(20);
  if (dice < 4 || one === undefined) add(person, chance, name);
  else if (dice < 7) change(doc, one, { x: chance(500), y: chance(500) });
  else if (dice < 9) change(doc, one, { strokeColor: colours[chance(colours.length)] ?? 'red', opacity: chance(100) });
  else if (dice < 11) type(doc, one, chance);
  else if (dice < 13) removeElement(doc, one.id, doc);
  else if (dice < 14) reorder(person, one, chance);
  else if (dice < 15) bind(doc, one, other, chance);
  else if (dice < 16) putElement(doc, { ...one, width: 1 + chance(90) }, doc);
  else if (dice < 18) person.undo[chance(3) === 0 ? 'redo' : 'undo']();
  else if (dice < 19) spoil(doc, one, chance);
  else
    raw(doc, { id: `${name}-raw`, type: ['rectangle', 'text', 'line', 'nothing'][chance(4)], index: 'a1', text: 'x' });
}

function add({ doc, seen }: Person, chance: Chance, name: string): void {
  const at = chance(seen.length + 1);
  // Everybody computes the same key for the same place.
  const index = keyBetween(seen[at - 1]?.index ?? null, seen[at]?.index ?? null) ?? '';
  const properties = [
    { index },
    words('new words', { index, containerId: seen[chance(Math.max(1, seen.length))]?.id ?? null }),
    { type: 'freedraw', points: Array.from({ length: 5 }, (_, i) => [i, chance(20)]), index },
    { type: 'frame', name: 'frame', index },
    {
      type: 'arrow',
      points: [
        [0, 0],
        [9, 9],
      ],
      startBinding: { elementId: seen[0]?.id ?? 'start', focus: 0, gap: 1 },
      index,
    },
  ][chance(5)];
  putElement(doc, element(name, properties), doc);
}

function change(doc: Y.Doc, before: DrawingElement, changes: Partial<DrawingElement>): void {
  applyChanges(doc, [{ type: 'change', before, after: { ...before, ...changes } as DrawingElement }], doc);
}

function type(doc: Y.Doc, before: DrawingElement, chance: Chance): void {
  if (before.type !== 'text') return;
  const at = chance(before.originalText.length + 1);
  const removed = chance(3);
  const originalText =
    before.originalText.slice(0, at) +
    ['a', 'bc ', '', '😀', '\n'][chance(5)] +
    before.originalText.slice(at + removed);
  change(doc, before, { text: originalText.replaceAll(' ', '\n'), originalText } as Partial<DrawingElement>);
}

function reorder({ doc, seen }: Person, one: DrawingElement, chance: Chance): void {
  const others = seen.filter(({ id }) => id !== one.id);
  const at = chance(others.length + 1);
  const index = keyBetween(others[at - 1]?.index ?? null, others[at]?.index ?? null);
  if (index !== null) change(doc, one, { index });
}

function bind(doc: Y.Doc, one: DrawingElement, other: DrawingElement | undefined, chance: Chance): void {
  if (other === undefined) return;
  if (one.type === 'text') change(doc, one, { containerId: other.id } as Partial<DrawingElement>);
  else if (one.type === 'arrow') {
    change(doc, one, { endBinding: { elementId: other.id, focus: 0, gap: 1 } } as Partial<DrawingElement>);
  } else if (chance(2) === 0) change(doc, one, { frameId: other.id });
  else change(doc, one, { boundElements: [{ id: other.id, type: 'arrow' }] });
}

/** What a foreign client might write. */
function spoil(doc: Y.Doc, one: DrawingElement, chance: Chance): void {
  const stored = elementsOf(doc).get(one.id);
  const keys = ['x', 'index', 'type', 'points', 'text', 'groupIds', 'boundElements', 'containerId', 'link'];
  const key = keys[chance(keys.length)] ?? 'x';
  const text = stored?.get('text');
  if (chance(4) === 0 && text instanceof Y.Text) text.insertEmbed(0, { image: 'x' });
  else stored?.set(key, chance(5) === 0 ? new Y.Array() : nonsense[chance(nonsense.length)]);
}

function words(said: string, changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { type: 'text', text: said, originalText: said, ...changes };
}

describe('a drawing that many change', () => {
  it.each(seeds)('[DRAW-19] converges: seed %i', (seed) => run(seed));
});
