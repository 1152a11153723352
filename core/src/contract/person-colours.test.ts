import { personColours } from '@draftroom/drizzle/enums';
import { describe, expect, it } from 'vitest';
import { personColourValue, personColourValues } from './person-colours.ts';

const surfaces = { paper: '#FBFAF7', surface: '#FFFFFF', darkPaper: '#16181D', darkSurface: '#1D2027' };
const statuses = ['#2E7D4F', '#B7791F', '#C23B3B', '#5CC48A', '#E0B15A', '#F07C7C', '#2F5BD3', '#7C9BFF'];

describe.each(personColours)('the hue %s', (colour) => {
  const value = personColourValues[colour];

  it('stands out from both themes and carries white text', () => {
    for (const surface of Object.values(surfaces)) expect(contrast(value, surface)).toBeGreaterThanOrEqual(3);
    expect(contrast(value, '#FFFFFF')).toBeGreaterThanOrEqual(4.5);
  });

  it('is no status colour and no other person’s hue', () => {
    const others = personColours.filter((other) => other !== colour).map((other) => personColourValues[other]);
    for (const other of [...statuses, ...others]) expect(distance(value, other)).toBeGreaterThan(0.03);
  });
});

it('shows an unknown hue as slate', () => {
  expect(personColourValue('ultraviolet')).toBe(personColourValues.slate);
  expect(personColourValue('toString')).toBe(personColourValues.slate);
});

const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** How far apart two colours look, in OKLab. */
function distance(a: string, b: string): number {
  const [x = [], y = []] = [a, b].map(oklab);
  return Math.hypot(...x.map((value, index) => value - (y[index] ?? 0)));
}

function oklab(hex: string): number[] {
  const [r = 0, g = 0, b = 0] = channels(hex).map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
