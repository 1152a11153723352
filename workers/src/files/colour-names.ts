import type { ColourName } from '@draftroom/core/contract/colours';
import type { Oklch } from './oklab.ts';

/** What most people would call a colour, of the twelve names that pictures are found by. */
export function nameOf({ lightness, chroma, hue }: Oklch): ColourName {
  if (lightness < 0.19 || (lightness < 0.27 && chroma < 0.05)) return 'black';
  if (chroma < 0.035) return lightness > 0.93 ? 'white' : 'grey';
  if (lightness > 0.97 && chroma < 0.05) return 'white';
  if (hue >= 336 || hue < 14) return lightness > 0.5 ? 'pink' : 'red';
  if (hue < 42) return redLike(lightness, chroma);
  if (hue < 80) return orangeLike(lightness, chroma);
  if (hue < 118) return lightness < 0.55 ? 'brown' : 'yellow';
  if (hue < 168) return 'green';
  if (hue < 222) return 'teal';
  if (hue < 285) return 'blue';
  return lightness > 0.68 && hue > 315 ? 'pink' : 'purple';
}

function redLike(lightness: number, chroma: number): ColourName {
  if (lightness > 0.75) return 'pink';
  return lightness < 0.5 && chroma < 0.12 ? 'brown' : 'red';
}

function orangeLike(lightness: number, chroma: number): ColourName {
  return lightness < 0.6 || (lightness < 0.72 && chroma < 0.125) ? 'brown' : 'orange';
}
