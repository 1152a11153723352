/** From SVG to pixels, and pictures of a room to what an SVG may show. */
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';

/** Formats whose pixels can be taken; vector pictures could hold anything. */
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'heif']);
const mostPixels = 40_000_000;
/** Seconds for one picture. */
const patience = 20;
/** ThumbHash takes no more than this a side. */
const thumbSide = 100;

export interface RasterPreview {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Base64. */
  readonly thumbhash: string;
}

export async function rasterise(svg: string, longest: number): Promise<RasterPreview> {
  const { data, info } = await sharp(Buffer.from(svg), { limitInputPixels: 4 * longest * longest, unlimited: true })
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .png({ compressionLevel: 9, palette: false })
    .timeout({ seconds: patience })
    .toBuffer({ resolveWithObject: true });
  const thumb = await sharp(data)
    .resize({ width: thumbSide, height: thumbSide, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const hash = rgbaToThumbHash(thumb.info.width, thumb.info.height, thumb.data);
  return {
    png: new Uint8Array(data),
    width: info.width,
    height: info.height,
    thumbhash: Buffer.from(hash).toString('base64'),
  };
}

/** A picture as a data URL of at most so many pixels a side. Null for what is no picture, or one that is too large. */
export async function showable(bytes: Uint8Array, side: number): Promise<string | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 });
    const { format } = await picture.metadata();
    if (!formats.has(format)) return null;
    const png = await picture
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 3 })
      .timeout({ seconds: patience })
      .toBuffer();
    return `data:image/png;base64,${png.toString('base64')}`;
  } catch {
    return null;
  }
}
