/** OKLab (Björn Ottosson, 2020): distances in it are about as far as they look. */

export interface Oklch {
  /** 0 black to 1 white. */
  readonly lightness: number;
  /** 0 grey to about 0.32. */
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
  readonly a: number;
  readonly b: number;
}

/** Of an sRGB colour with channels of 0 to 255. */
export function toOklch(red: number, green: number, blue: number): Oklch {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const labA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const labB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(labA, labB),
    hue: ((Math.atan2(labB, labA) * 180) / Math.PI + 360) % 360,
    a: labA,
    b: labB,
  };
}

export function distance(one: Oklch, other: Oklch): number {
  return Math.hypot(one.lightness - other.lightness, one.a - other.a, one.b - other.b);
}

function linear(channel: number): number {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
