/** What a picture looks like at a glance, and smaller pictures of it. For pictures that the hub made itself. */
import type { FoundFacts, MadeSize } from '@draftroom/core/contract/file-work';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { coloursOf } from './palette.ts';

const widths = [320, 640, 1280, 1920];
/** A picture that is higher than so many widths is made narrower still: WebP ends at 16,383 pixels. */
const tallest = 6;
/** ThumbHash takes no more than this a side; enough for a palette, too. */
const thumbSide = 100;

export type Appearance = Required<Pick<FoundFacts, 'width' | 'height' | 'thumbhash' | 'palette' | 'colours'>>;

/** Of its first frame. */
export async function appearance(picture: Uint8Array): Promise<Appearance> {
  const { width, height, pageHeight } = await sharp(picture, { pages: 1 }).metadata();
  const { data, info } = await sharp(picture, { pages: 1 })
    .resize({ width: thumbSide, height: thumbSide, fit: 'inside' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const hash = rgbaToThumbHash(info.width, info.height, data);
  return {
    width,
    height: pageHeight ?? height,
    thumbhash: Buffer.from(hash).toString('base64'),
    ...coloursOf(data),
  };
}

/** The usual widths below a limit, narrowest first, and with `whole` the picture itself as the last one. */
export async function smallerPictures(
  picture: Uint8Array,
  { below, whole = false }: { below: number; whole?: boolean },
): Promise<MadeSize[]> {
  const sizes: MadeSize[] = [];
  for (const width of [...widths.filter((usual) => usual < below), ...(whole ? [below] : [])]) {
    const { data, info } = await sharp(picture, { pages: 1 })
      .resize({ width, height: width * tallest, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    if (info.width <= (sizes.at(-1)?.width ?? 0)) continue;
    sizes.push({ width: info.width, height: info.height, bytes: new Uint8Array(data), mediaType: 'image/webp' });
  }
  return sizes;
}
