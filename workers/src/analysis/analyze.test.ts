import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DrawingElement } from '@draftroom/core/model/drawing/drawing-element';
import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { describe, expect, test } from 'vitest';
import { arrow, box, diamond, ink, line, text } from '../preview/testing/elements.ts';
import type { Stroke } from '../recognition/ink.ts';
import { analyze } from './analyze.ts';
import { mostStrokes } from './read-ink.ts';

const fixtures = join(import.meta.dirname, '../../../core/src/model/drawing/fixtures');
const { strokes: flowchart } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/rough-flowchart.json'), 'utf8'),
) as { strokes: Stroke[] };

const open = (name: string) => parseExcalidraw(readFileSync(join(fixtures, `${name}.excalidraw`), 'utf8')).elements;
const kindOf = async (elements: readonly DrawingElement[]) => (await analyze(elements)).diagram[0]?.kind;

describe('the kind of a diagram', () => {
  test.each([
    ['PointlesSQL-architecture', 'architecture'],
    ['build_your_own_redis-flowchart', 'flowchart'],
    ['dexter-wireframe', 'wireframe'],
    ['exai-flowchart', 'flowchart'],
    ['kurtosis-cdk-architecture-diagram', 'architecture'],
    ['mlops-drift-architecture', 'architecture'],
  ])('%s [DJOB-8]', async (name, kind) => {
    const { diagram } = await analyze(open(name));
    expect(diagram[0]?.kind).toBe(kind);
    expect(diagram.length).toBeLessThanOrEqual(3);
    expect(diagram[0]?.reasons.length).toBeGreaterThan(0);
    for (const { reasons } of diagram) for (const { text: words } of reasons) expect(words).not.toContain('{');
    const sum = diagram.reduce((total, { chance }) => total + chance, 0);
    expect(sum).toBeLessThanOrEqual(1.001);
  });

  test('tells tables, classes, calls in turn, and branches by what is in them [DJOB-8]', async () => {
    const er = [
      box('a'),
      box('b', { x: 400 }),
      text('t', 'id PK\nuser_id FK', { x: 10, y: 10 }),
      arrow('c', [190, 50], [410, 50], { endArrowhead: 'crowfoot_many' }),
    ];
    expect(await kindOf(er)).toBe('er');
    const classes = [
      box('a'),
      box('b', { x: 400 }),
      text('t', '+name: string\n+save(): void', { x: 10, y: 10 }),
      arrow('c', [190, 50], [410, 50], { endArrowhead: 'triangle_outline' }),
    ];
    expect(await kindOf(classes)).toBe('class');
    const lifelines = [0, 300, 600].map((x, i) => line(`l${i}`, [x, 0], [x, 500]));
    const calls = [50, 120, 190, 260].map((y, i) => arrow(`a${i}`, [300 * (i % 2), y], [300 * (i % 2) + 300, y], {}));
    expect(await kindOf([...lifelines, ...calls])).toBe('sequence');
    const around = [0, 1, 2, 3, 4, 5].map((i) => ({ x: 500 + 400 * Math.cos(i), y: 500 + 400 * Math.sin(i) }));
    const mind = [
      box('m', { x: 450, y: 470, width: 100, height: 60 }),
      ...around.flatMap(({ x, y }, i) => [
        text(`w${i}`, 'idea', { x: x - 20, y: y - 10 }),
        line(`j${i}`, [500, 500], [x, y]),
      ]),
    ];
    expect(await kindOf(mind)).toBe('mindmap');
    const decided = [
      box('a'),
      diamond('d', { y: 300 }),
      arrow('x', [100, 90], [100, 310], {}),
      text('y', 'yes', { x: 150, y: 180 }),
    ];
    expect(await kindOf(decided)).toBe('flowchart');
    expect((await analyze([])).diagram).toEqual([]);
  });

  test('counts ink that shows a flowchart as one, and scribbles as a sketch [DJOB-8]', async () => {
    const rough = flowchart.map((stroke, i) =>
      ink(
        `i${i}`,
        stroke.map(([x, y]) => [x, y]),
      ),
    );
    const { ink: found, diagram } = await analyze(rough);
    expect(found.strokes).toBe(flowchart.length);
    expect(found.shapes.arrow).toBeGreaterThan(0);
    expect(diagram.map(({ kind }) => kind)).toContain('sketch');
    const scribble = ink(
      's',
      Array.from({ length: 200 }, (_, i) => [100 * Math.sin(i * 1.7), 90 * Math.cos(i * 2.3)]),
    );
    expect(await kindOf([scribble])).toBe('sketch');
  });
});

describe('a report', () => {
  test('counts elements and gives the words in the order of reading, cut where there are too many [DJOB-8]', async () => {
    const words = [
      text('c', 'third', { x: 0, y: 100 }),
      text('b', 'second  one', { x: 300, y: 4 }),
      text('a', 'first', { x: 0, y: 0 }),
    ];
    const report = await analyze([...words, box('r')]);
    expect(report.elements).toEqual({ text: 3, rectangle: 1 });
    expect(report).toMatchObject({ text: 'first\nsecond one\nthird', textCut: false });
    const long = await analyze([text('l', 'x'.repeat(30_000), {})]);
    expect(long.text.length).toBe(20_000);
    expect(long.textCut).toBe(true);
  });

  test('says how much ink was too much to be looked at [DJOB-8]', async () => {
    const dots = Array.from({ length: mostStrokes + 5 }, (_, i) => ink(`d${i}`, [[i * 3, 0]]));
    expect((await analyze(dots)).ink).toMatchObject({ strokes: mostStrokes + 5, skipped: 5 });
  });
});
