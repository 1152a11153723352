/** Files that made designs share: each looked at and stored once, as everything that people publish. */

import { type Chance, createChance } from '../contract/chance.ts';
import type { FileFacts } from '../modules/designs/schema.ts';
import type { CheckedFile } from '../modules/uploads/ports.ts';
import type { UploadsService } from '../modules/uploads/service.ts';
import { type MadeKind, makeFile } from './made-files.ts';

const kinds: readonly MadeKind[] = ['image', 'drawing', 'model', 'code'];

export type Stock = Readonly<Record<MadeKind, readonly CheckedFile[]>>;

export interface StockedPicture {
  readonly assetId: string;
  readonly width: number;
  readonly height: number;
  readonly thumbhash: string;
  readonly colours: NonNullable<FileFacts['colours']>;
}

export async function makeStock(
  uploads: Pick<UploadsService, 'port'>,
  seed: number,
  many: Readonly<Record<MadeKind, number>>,
): Promise<Stock> {
  const chance = createChance(seed);
  const stock: Record<MadeKind, readonly CheckedFile[]> = { image: [], drawing: [], model: [], code: [] };
  for (const kind of kinds) {
    const made = await Promise.all(Array.from({ length: many[kind] }, () => makeFile(chance, kind)));
    const raw = made.map(({ path, bytes }, at) => ({
      path: `${at}/${path}`,
      size: bytes.length,
      read: async () => bytes,
    }));
    const { files, skipped } = await uploads.port.checkFiles(raw, new AbortController().signal);
    if (skipped.length > 0) throw new Error(`${skipped[0]?.path} could not be used: ${skipped[0]?.reason}`);
    stock[kind] = files.map((file) => ({ ...file, path: file.path.replace(/^\d+\//, '') }));
  }
  return stock;
}

/** A poster, and one file for each of the kinds that there is a stock of. */
export function filesOf(stock: Stock, chance: Chance, wanted: readonly string[]): readonly CheckedFile[] {
  const chosen = new Set<MadeKind>(['image', ...kinds.filter((kind) => wanted.includes(kind))]);
  return [...chosen].flatMap((kind) => stock[kind][chance(stock[kind].length || 1)] ?? []);
}

export function pictureOf(files: readonly CheckedFile[]): StockedPicture | null {
  const poster = files.find(({ kind }) => kind === 'image');
  if (poster === undefined) return null;
  const { width, height, thumbhash, colours = [] } = poster.facts;
  if (width === undefined || height === undefined || thumbhash === undefined) return null;
  return { assetId: poster.assetId, width, height, thumbhash, colours };
}
