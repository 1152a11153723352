/** The colours of a picture: a palette as hex, and the names by which it is found. Pure. */
import type { ColourName } from '@draftroom/core/contract/colours';
import { nameOf } from './colour-names.ts';
import { distance, type Oklch, toOklch } from './oklab.ts';

const mostColours = 6;
/** Colours nearer than this are one in a palette. */
const alike = 0.1;
/** Of what is seen, to be in a palette, and to be found by. */
const leastInPalette = 0.01;
const leastNamed = 0.06;

interface Swatch {
  red: number;
  green: number;
  blue: number;
  count: number;
}

/** `pixels`: RGBA. What is more than half transparent is not seen. */
export function coloursOf(pixels: Uint8Array): { palette: string[]; colours: ColourName[] } {
  const swatches = [...bucketed(pixels).values()].map((swatch) => {
    const [red, green, blue] = [swatch.red, swatch.green, swatch.blue].map((sum) => sum / swatch.count);
    const colour = toOklch(red ?? 0, green ?? 0, blue ?? 0);
    // What is colourful is noticed before what is grey.
    return { hex: hex(red ?? 0, green ?? 0, blue ?? 0), colour, weight: swatch.count * (1 + 4 * colour.chroma) };
  });
  const total = swatches.reduce((sum, { weight }) => sum + weight, 0);
  const heaviest = swatches.sort((a, b) => b.weight - a.weight);
  return { palette: paletteOf(heaviest, total), colours: namesOf(heaviest, total) };
}

function bucketed(pixels: Uint8Array): Map<number, Swatch> {
  const buckets = new Map<number, Swatch>();
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (alpha < 128) continue;
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const swatch = buckets.get(key) ?? { red: 0, green: 0, blue: 0, count: 0 };
    swatch.red += red;
    swatch.green += green;
    swatch.blue += blue;
    swatch.count += 1;
    buckets.set(key, swatch);
  }
  return buckets;
}

interface Weighed {
  readonly hex: string;
  readonly colour: Oklch;
  readonly weight: number;
}

function paletteOf(heaviest: readonly Weighed[], total: number): string[] {
  const groups: { hex: string; colour: Oklch; weight: number }[] = [];
  for (const swatch of heaviest) {
    const near = groups.find((group) => distance(group.colour, swatch.colour) < alike);
    if (near === undefined) groups.push({ ...swatch });
    else near.weight += swatch.weight;
  }
  return groups
    .filter(({ weight }) => weight >= total * leastInPalette)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostColours)
    .map((group) => group.hex);
}

function namesOf(swatches: readonly Weighed[], total: number): ColourName[] {
  const shares = new Map<ColourName, number>();
  for (const { colour, weight } of swatches) {
    const name = nameOf(colour);
    shares.set(name, (shares.get(name) ?? 0) + weight);
  }
  return [...shares]
    .filter(([, weight]) => weight >= total * leastNamed)
    .sort((a, b) => b[1] - a[1])
    .map(([name]) => name);
}

function hex(...channels: number[]): string {
  return `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`;
}
