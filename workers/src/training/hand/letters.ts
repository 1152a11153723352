/**
 * Letters, digits and signs as pen strokes in a cell 4 wide and 6 high (descenders below 6). A stroke is a list of
 * `xy` pairs of digits; a stroke that starts with `~` is a smooth curve through its knots.
 * Signs that are figures themselves (O, 0, I, l, -, X, x, +, V with unequal arms) stand only inside words.
 */
import type { Path, Point } from '../../recognition/points.ts';
import type { Random } from '../random.ts';
import { smooth } from './marks.ts';
import { draw, type Hand, place } from './pen.ts';

const glyphs: Readonly<Record<string, string>> = {
  A: '06 20 46|14 34',
  B: '00 06|~00 30 42 23 13|~13 33 44 36 06',
  C: '~41 20 03 26 45',
  D: '00 06|~00 31 43 35 06',
  E: '40 00 06 46|03 33',
  F: '40 00 06|03 33',
  G: '~41 20 03 26 45 43|23 43',
  H: '00 06|40 46|03 43',
  J: '10 40|~30 34 26 05',
  K: '00 06|40 03 46',
  L: '00 06 46',
  M: '06 00 23 40 46',
  N: '06 00 46 40',
  P: '00 06|~00 31 42 33 03',
  Q: '~20 03 26 43 20|25 47',
  R: '06 00|~00 31 42 33 03|13 46',
  S: '~41 20 01 23 45 26 05',
  T: '00 40|20 26',
  U: '~00 04 26 44 40',
  W: '00 16 22 36 40',
  Y: '00 23 40|23 26',
  Z: '00 40 06 46',
  a: '~43 22 04 26 44|43 46',
  b: '00 06|~03 33 45 26 05',
  c: '~43 22 04 26 45',
  d: '~43 22 04 26 45|40 46',
  e: '04 44|~44 32 13 04 16 36',
  f: '~40 21 23 26|03 43',
  g: '~43 22 04 26 44|~43 47 28 07',
  h: '00 06|~04 23 44 46',
  i: '22 26|20 20',
  j: '~22 26 18 07|20 20',
  k: '00 06|32 04 36',
  m: '02 06|~03 13 24 26|~24 33 44 46',
  n: '02 06|~04 23 44 46',
  p: '02 08|~03 32 44 26 05',
  q: '~43 22 04 26 45|42 48',
  r: '02 06|~04 23 43',
  s: '~43 22 13 34 26 05',
  t: '20 26|02 42',
  u: '~02 05 26 44 42|42 46',
  w: '02 16 23 36 42',
  y: '02 25|42 08',
  z: '02 42 06 46',
  '1': '02 20 26',
  '2': '~01 20 41 24 06|06 46',
  '3': '~01 20 41 23 12|~23 44 26 05',
  '4': '30 04 44|32 36',
  '5': '40 00 03|~03 33 45 26 05',
  '6': '~40 13 05 26 44 23 04',
  '7': '00 40 16',
  '8': '~42 20 02 24 45 26 05 24 42',
  '9': '~42 20 02 24 42|42 36',
  '?': '~01 20 41 23 24|26 26',
  '!': '20 24|26 26',
  '&': '~46 11 20 32 05 26 44',
  '@': '~32 13 24 33 32 34 43 40 20 03 26 45',
  '#': '10 06|40 36|02 42|04 44',
  '%': '40 06|~10 01 12 21 10|~34 25 36 45 34',
  $: '~41 20 01 23 45 26 05|20 26',
  '=': '02 42|04 44',
  ':': '21 21|25 25',
  '*': '20 26|01 45|41 05',
  '<': '41 03 45',
  '>': '01 43 05',
  '^': '04 20 44',
  v: '01 25 41',
  ψ: '~00 03 24 43 40|20 27',
  Φ: '~20 03 26 43 20|20 27',
  ñ: '02 06|~04 23 44 46|~10 20 30',
  ж: '02 46|42 06|22 26',
  ш: '02 06 46 42|22 26',
  з: '~01 20 41 23 44 26 05',
  и: '02 06 42 46',
  д: '06 20 46 06|06 07|46 47',
  б: '40 00 06|~03 33 45 26 06',
  永: '20 26 15|02 12 05|41 23 46',
  木: '02 42|20 26|22 06|22 46',
  日: '00 06|00 40 46|03 43|06 46',
  人: '20 06|22 46',
  大: '02 42|20 06|22 46',
  土: '02 42|20 26|06 46',
  中: '01 04 44|01 41 44|20 26',
  ㅁㅏ: '00 04|00 30 34|04 34|40 46|43 53',
};

const insideWords: Readonly<Record<string, string>> = {
  ...glyphs,
  o: '~22 04 26 44 22',
  O: '~20 03 26 43 20',
  '0': '~20 03 26 43 20',
  l: '20 26',
  I: '20 26',
  x: '02 46|42 06',
  X: '00 46|40 06',
  V: '00 26 40',
  '-': '04 44',
  '.': '26 26',
  ',': '26 17',
};

/** One letter or sign that is no figure. */
export function letter(hand: Hand, random: Random): Point[][] {
  const shaky = { ...hand, wander: hand.wander + 0.004, rounding: hand.rounding + random.between(0, 0.03) };
  const width = random.between(0.55, 1.2);
  const strokes = glyph(random.pick(Object.values(glyphs)), random).map((path) =>
    path.map(({ x, y }) => ({ x: (x * width) / 6, y: y / 6 })),
  );
  return place(
    joined(strokes, random).map((path) => draw(path, shaky, random)),
    random.normal(0.1),
    random.normal(0.2),
  );
}

/** Two to seven letters, sometimes joined as in running hand, sometimes underlined. */
export function word(hand: Hand, random: Random): Point[][] {
  const count = random.whole(2, random.chance(0.7) ? 4 : 7);
  const names = Object.values(insideWords);
  const running = random.chance(0.3);
  const strokes: Point[][] = [];
  for (let i = 0; i < count; i++) {
    const size = random.between(0.85, 1.15);
    const at = i * random.between(5, 5.8);
    for (const path of glyph(random.pick(names), random)) {
      const moved = path.map(({ x, y }) => ({ x: (x * size + at) / 6, y: (y * size) / 6 }));
      const last = strokes[strokes.length - 1];
      if (running && last !== undefined && random.chance(0.7)) last.push(...moved);
      else strokes.push(moved);
    }
  }
  if (random.chance(0.1))
    strokes.push([
      { x: 0, y: 1.3 },
      { x: count * 0.9, y: 1.3 + random.normal(0.05) },
    ]);
  const longest = Math.max(1, count * 0.9);
  const scaled = strokes.map((path) => path.map(({ x, y }) => ({ x: x / longest, y: y / longest })));
  const small = { ...hand, rounding: hand.rounding / longest, wander: hand.wander / longest, aim: hand.aim / longest };
  return place(
    scaled.map((path) => draw(path, small, random)),
    random.normal(0.06),
    random.normal(0.2),
  );
}

function glyph(code: string, random: Random): Point[][] {
  const loose = random.between(0.1, 0.4);
  return code.split('|').map((stroke) => {
    const curved = stroke.startsWith('~');
    const knots: Path = stroke
      .replace('~', '')
      .split(' ')
      .map((pair) => ({ x: Number(pair[0]) + random.normal(loose), y: Number(pair[1]) + random.normal(loose) }));
    const path = curved ? smooth(knots) : [...knots];
    return random.chance(0.08) ? path.reverse() : path;
  });
}

/** Sometimes the pen is not lifted between two strokes. */
function joined(strokes: Point[][], random: Random): Point[][] {
  if (strokes.length < 2 || !random.chance(0.15)) return strokes;
  const [first = [], second = [], ...rest] = strokes;
  return [[...first, ...second], ...rest];
}
