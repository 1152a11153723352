/** Posters of flat shapes and soft washes, each another one: pictures that need nobody's permission. */
import sharp from 'sharp';
import type { Chance } from '../contract/chance.ts';

export interface Poster {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

const formats = [
  [900, 1200],
  [1200, 900],
  [1000, 1000],
  [800, 1280],
] as const;

/** Paper, then inks that stand on it. */
const palettes = [
  ['#f4efe4', '#1f3a4d', '#d9573f', '#e8b04a', '#7fa6a0'],
  ['#10222e', '#e9f1f4', '#2f7f9c', '#f0a35e', '#c4473a'],
  ['#fbf7ef', '#2b2b2b', '#3d6b58', '#b9cfa8', '#e07a5f'],
  ['#efe9f7', '#3b2a5c', '#8f6fc1', '#f2c14e', '#e4572e'],
  ['#e7f0ee', '#14453d', '#ef8354', '#4f5d75', '#bfd7ea'],
  ['#1d1a26', '#f5ebe0', '#d62246', '#4b8f8c', '#f2b5d4'],
  ['#fff8e7', '#5f0f40', '#9a031e', '#fb8b24', '#0f4c5c'],
  ['#dfe7ec', '#22303c', '#5b8fb9', '#b6d0e2', '#e2725b'],
] as const;

export function drawPoster(chance: Chance): Poster {
  const [width, height] = formats[chance(formats.length)] ?? formats[0];
  const [paper, ...inks] = palettes[chance(palettes.length)] ?? palettes[0];
  const ink = () => inks[chance(inks.length)] ?? inks[0];
  const draw = compositions[chance(compositions.length)] ?? rings;
  const body = draw({ chance, ink, width, height });
  const wash = `<linearGradient id="w" x1="0" y1="0" x2="${chance(2)}" y2="1"><stop stop-color="${ink()}" stop-opacity=".22"/><stop offset="1" stop-color="${paper}" stop-opacity="0"/></linearGradient>`;
  return {
    width,
    height,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${wash}</defs><rect width="100%" height="100%" fill="${paper}"/><rect width="100%" height="100%" fill="url(#w)"/>${body}</svg>`,
  };
}

export async function paintPoster(poster: Poster): Promise<Uint8Array> {
  return await sharp(Buffer.from(poster.svg)).png({ palette: true, colours: 64 }).toBuffer();
}

interface Sheet {
  readonly chance: Chance;
  readonly width: number;
  readonly height: number;
  ink(): string;
}

type Composition = (sheet: Sheet) => string;

const rings: Composition = ({ chance, ink, width, height }) => {
  const [x, y] = [width * 0.3 + chance(width * 0.4), height * 0.3 + chance(height * 0.4)];
  const rounds = 4 + chance(5);
  return list(rounds, (at) => {
    const radius = ((rounds - at) * Math.min(width, height) * 0.46) / rounds;
    return `<circle cx="${x}" cy="${y}" r="${radius.toFixed(0)}" fill="${ink()}"/>`;
  });
};

const tiles: Composition = ({ chance, ink, width, height }) => {
  const side = width / (3 + chance(4));
  return list(Math.ceil(width / side), (column) =>
    list(Math.ceil(height / side), (row) => {
      const [x, y] = [column * side, row * side];
      const corner = chance(4);
      if (corner === 0) return '';
      if (corner === 1) return `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${ink()}"/>`;
      if (corner === 2) return `<circle cx="${x + side / 2}" cy="${y + side / 2}" r="${side / 2}" fill="${ink()}"/>`;
      return `<path d="M${x} ${y} L${x + side} ${y} A${side} ${side} 0 0 1 ${x} ${y + side} Z" fill="${ink()}"/>`;
    }),
  );
};

const hills: Composition = ({ chance, ink, width, height }) => {
  const sun = `<circle cx="${chance(width)}" cy="${height * 0.28}" r="${width * 0.12}" fill="${ink()}"/>`;
  const layers = list(5, (layer) => {
    const top = height * (0.38 + layer * 0.12);
    const bends = list(4, (at) => {
      const x = (width / 4) * (at + 1);
      return ` Q${(x - width / 8).toFixed(0)} ${(top - chance(height * 0.16)).toFixed(0)} ${x.toFixed(0)} ${top.toFixed(0)}`;
    });
    return `<path d="M0 ${top.toFixed(0)}${bends} L${width} ${height} L0 ${height} Z" fill="${ink()}"/>`;
  });
  return sun + layers;
};

const bars: Composition = ({ chance, ink, width, height }) => {
  const count = 7 + chance(8);
  const step = (width * 0.8) / count;
  return list(count, (at) => {
    const tall = height * (0.15 + chance(60) / 100);
    const x = width * 0.1 + at * step;
    return `<rect x="${x.toFixed(1)}" y="${(height * 0.9 - tall).toFixed(1)}" width="${(step * 0.72).toFixed(1)}" height="${tall.toFixed(1)}" rx="${chance(2) * step * 0.36}" fill="${ink()}"/>`;
  });
};

const compositions: readonly Composition[] = [rings, tiles, hills, bars];

function list(count: number, one: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => one(at)).join('');
}
