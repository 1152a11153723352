/** SVG, written anew from a list of what is allowed, with pictures of it. */
import { HubError } from '@draftroom/core/contract/errors';
import type { FoundFile } from '@draftroom/core/contract/file-work';
import { because } from '@draftroom/core/contract/reasons';
import sharp from 'sharp';
import { appearance, smallerPictures } from '../appearance.ts';
import { readSvg } from './read-svg.ts';
import { type SvgElement, writeSvg } from './svg-tree.ts';

/** Pixels of the longest side of the picture that the smaller ones are made of. */
const longest = 1920;
const patience = 20;

export async function checkSvg(text: string): Promise<FoundFile> {
  const root = readSvg(text);
  const { width, height, viewBox } = dimensions(root);
  const scale = longest / Math.max(width, height);
  const shown = { ...root, attributes: new Map(root.attributes) };
  shown.attributes.set('viewBox', viewBox);
  shown.attributes.set('width', String(Math.max(1, Math.round(width * scale))));
  shown.attributes.set('height', String(Math.max(1, Math.round(height * scale))));
  const png = await rasterise(writeSvg(shown));
  const seen = await appearance(png);
  return {
    kind: 'image',
    mediaType: 'image/svg+xml',
    bytes: Buffer.from(writeSvg(root)),
    facts: { ...seen, width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) },
    sizes: await smallerPictures(png, { below: seen.width, whole: true }),
    references: [],
  };
}

async function rasterise(svg: string): Promise<Uint8Array> {
  try {
    const options = { limitInputPixels: 4 * longest * longest, unlimited: true };
    return new Uint8Array(await sharp(Buffer.from(svg), options).png().timeout({ seconds: patience }).toBuffer());
  } catch {
    throw new HubError('bad_picture', { reason: because('svgDamaged') });
  }
}

/** In CSS pixels, within what a screen could show; browsers take 300 × 150 where nothing is said. */
function dimensions({ attributes }: SvgElement): { width: number; height: number; viewBox: string } {
  const box = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box.length === 4 && box.every(Number.isFinite) ? box : [];
  const hasBox = boxWidth > 0 && boxHeight > 0;
  const width = pixels(attributes.get('width')) ?? (hasBox ? boxWidth : 300);
  const height = pixels(attributes.get('height')) ?? (hasBox ? (width * boxHeight) / boxWidth : 150);
  const fit = Math.min(1, 16_000 / Math.max(width, height));
  return {
    width: width * fit,
    height: height * fit,
    viewBox: hasBox ? box.join(' ') : `0 0 ${width} ${height}`,
  };
}

const unitPixels: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 };

function pixels(length: string | undefined): number | null {
  const [, number = '', unit = 'px'] =
    /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)(px|pt|pc|in|cm|mm)?\s*$/i.exec(length ?? '') ?? [];
  const size = Number(number) * (unitPixels[unit.toLowerCase()] ?? 1);
  return number !== '' && Number.isFinite(size) && size > 0 ? size : null;
}
