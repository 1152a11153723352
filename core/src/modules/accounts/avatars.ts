import sharp from 'sharp';
import { HubError } from '../../contract/errors.ts';
import { because } from '../../contract/reasons.ts';

const side = 256;
/** More than any camera makes; what unpacks to more is a bomb. */
const pixelLimit = 50_000_000;

export interface Avatar {
  readonly bytes: Uint8Array;
  readonly mediaType: 'image/webp';
}

/**
 * A square picture made anew from pixels: nothing of the original file (EXIF, place, comments, trailing bytes) is left.
 * The type is read from the bytes, never from a name or header, and only plain pixel formats reach the decoder.
 */
export async function makeAvatar(picture: Uint8Array, sizeLimit: number): Promise<Avatar> {
  if (picture.length > sizeLimit)
    throw new HubError('too_large', { limit: `${Math.floor(sizeLimit / 1024 / 1024)} MB` });
  if (!isPixelFormat(picture)) throw new HubError('bad_picture', { reason: because('pictureFormat') });
  const image = sharp(picture, { limitInputPixels: pixelLimit, failOn: 'error', pages: 1 });
  try {
    const { width, height } = await image.metadata();
    if (width * height > pixelLimit) throw new HubError('bad_picture', { reason: because('picturePixels') });
    const bytes = await image
      .timeout({ seconds: 20 })
      .autoOrient()
      .resize(side, side, { fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer();
    return { bytes: new Uint8Array(bytes), mediaType: 'image/webp' };
  } catch (error) {
    if (error instanceof HubError) throw error;
    const tooMany = error instanceof Error && error.message.includes('pixel limit');
    const reason = tooMany ? because('picturePixels') : because('damaged');
    throw new HubError('bad_picture', { reason }, { cause: error });
  }
}

function isPixelFormat(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  const isAvif = text.slice(4, 8) === 'ftyp' && /avi[fs]/.test(text.slice(8));
  const isWebp = text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP';
  return (
    text.startsWith('\xff\xd8\xff') ||
    text.startsWith('\x89PNG\r\n\x1a\n') ||
    /^GIF8[79]a/.test(text) ||
    isWebp ||
    isAvif
  );
}
