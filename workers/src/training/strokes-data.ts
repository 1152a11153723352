/** The openly licensed drawings in `workers/data/strokes` (licences and provenance: `ATTRIBUTION.md` beside them). */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Path } from '../recognition/points.ts';
import { type Shape, shapes } from '../recognition/vocabulary.ts';

export interface RealDrawing {
  readonly label: string;
  readonly shape: Shape;
  readonly writer: string;
  readonly part: 'train' | 'validation' | 'test';
  readonly paths: readonly Path[];
  /** Whether the game knew what was meant; letters are always known. */
  readonly known: boolean;
  readonly source: 'quickdraw' | 'omniglot';
}

interface Row {
  readonly label: string;
  readonly shape: string;
  readonly writer: string;
  readonly split: string;
  readonly recognized?: boolean;
  readonly strokes: readonly (readonly number[])[][];
}

const folder = join(import.meta.dirname, '../../data/strokes');

/** All drawings of a set. A writer is in one part only; a fifth of the training writers is for validation. */
export function readStrokes(source: RealDrawing['source']): RealDrawing[] {
  const text = gunzipSync(readFileSync(join(folder, `${source}.jsonl.gz`))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const row: Row = JSON.parse(line);
      const shape = shapeOf(row, source);
      if (shape === null) return [];
      const paths = row.strokes.map((stroke) => stroke.map(([x = 0, y = 0]) => ({ x, y })));
      return [
        {
          label: row.label,
          shape,
          writer: row.writer,
          part: partOf(row),
          paths,
          known: row.recognized !== false,
          source,
        },
      ];
    });
}

function partOf({ split, writer }: Row): RealDrawing['part'] {
  if (split === 'test') return 'test';
  // Omniglot has fourteen writers to train on: the last three are for validation.
  const drawer = /^omni_(\d+)$/.exec(writer)?.[1];
  if (drawer !== undefined) return Number(drawer) > 11 ? 'validation' : 'train';
  const digest = createHash('md5').update(`validation ${writer}`).digest();
  return (digest[0] ?? 0) < 51 ? 'validation' : 'train';
}

/** What is drawn for these words is often a plain figure, so that calling it *other* would teach the wrong thing. */
const maybeFigures = new Set(
  `aircraft carrier|baseball|baseball bat|basketball|blueberry|book|bottlecap|bowtie|bracelet|bread|cell phone|circle|
cloud|cookie|door|donut|elbow|envelope|eraser|garden hose|grass|hockey puck|hockey stick|golf club|hot dog|hurricane|
keyboard|knee|knife|leg|lightning|line|map|marker|matches|moon|mountain|mouth|moustache|nail|necklace|nose|ocean|
paper clip|passport|pencil|picture frame|pillow|pizza|pond|pool|popsicle|postcard|potato|rain|river|skyscraper|snake|
snowflake|soccer ball|spoon|spreadsheet|square|squiggle|stairs|steak|stitches|stop sign|string bean|television|tent|
tornado|washing machine|wheel|zigzag|The Great Wall of China|boomerang|eye|fork|sandwich|peanut|pear|apple|finger|
remote control|feather|leaf|bandage|camouflage|beard|goatee|beach|bush|suitcase|hat|house|candle|clock`
    .replaceAll('\n', '')
    .split('|'),
);

export function mayBeFigure({ label, shape }: Pick<RealDrawing, 'label' | 'shape'>): boolean {
  return shape === 'other' && maybeFigures.has(label);
}

function shapeOf(row: Row, source: RealDrawing['source']): Shape | null {
  const shape = shapes.find((word) => word === row.shape);
  if (shape === undefined) return null;
  // Most "diamond" doodles of several strokes are gems.
  if (source === 'quickdraw' && shape === 'diamond' && row.strokes.length > 1) return null;
  return shape;
}
