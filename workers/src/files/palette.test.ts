import type { ColourName } from '@draftroom/core/contract/colours';
import { expect, test } from 'vitest';
import { nameOf } from './colour-names.ts';
import { toOklch } from './oklab.ts';
import { coloursOf } from './palette.ts';

const named: Readonly<Record<ColourName, string>> = {
  red: '#ff0000 #dc143c #b22222 #e53935 #c0392b',
  orange: '#ffa500 #ff8c00 #ff7f0e #f57c00',
  yellow: '#ffff00 #ffd700 #f1c40f #fff176',
  green: '#00ff00 #008000 #2e7d32 #8bc34a #228b22',
  teal: '#008080 #00ced1 #20b2aa #26a69a',
  blue: '#0000ff #1e90ff #2f5bd3 #000080 #87ceeb',
  purple: '#800080 #8a2be2 #6a1b9a #9370db',
  pink: '#ffc0cb #ff69b4 #e91e63 #f8bbd0',
  brown: '#8b4513 #a0522d #5d4037 #6f4e37',
  black: '#000000 #0a0a0a #111111',
  grey: '#808080 #cccccc #444444 #9e9e9e',
  white: '#ffffff #fafafa #f8f8f8',
};
const rgb = (hex: string) =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];

test.each(Object.entries(named).flatMap(([name, list]) => list.split(' ').map((hex) => [hex, name] as const)))(
  '[UPL-4] %s is %s',
  (hex, name) => {
    expect(nameOf(toOklch(...rgb(hex)))).toBe(name);
  },
);

function pixels(...parts: [string, number][]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap(([hex, count]) => Array.from({ length: count }, () => [...rgb(hex), 255]).flat()),
  );
}

test('[UPL-4] a palette holds what is seen most, alike ones once, at most six', () => {
  expect(coloursOf(pixels(['#ffffff', 60], ['#ff0000', 25], ['#fe0101', 10], ['#0000ff', 5]))).toEqual({
    palette: ['#ff0000', '#ffffff', '#0000ff'],
    colours: ['red', 'white', 'blue'],
  });
  const many = coloursOf(pixels(...Object.values(named).map((list): [string, number] => [list.slice(0, 7), 10])));
  expect(many.palette).toHaveLength(6);
});

test('[UPL-4] what cannot be seen has no colours', () => {
  expect(coloursOf(new Uint8Array(400))).toEqual({ palette: [], colours: [] });
});
