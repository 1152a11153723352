/** Pictures made anew from pixels: nothing of what came (EXIF, place, comments, trailing bytes) is left. */
import { HubError, isHubError } from '@draftroom/core/contract/errors';
import type { FoundFile } from '@draftroom/core/contract/file-work';
import { defaultLimits } from '@draftroom/core/contract/limits';
import { because } from '@draftroom/core/contract/reasons';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { appearance, smallerPictures } from './appearance.ts';

/** More than cameras make, of all frames together; what unpacks to more is a bomb. */
const mostPixels = 50_000_000;
/** Seconds for one step. */
const patience = 30;

/** Only for bytes that start as PNG, JPEG, WebP, GIF or AVIF do: no other decoder is reached. */
export async function checkPicture(bytes: Uint8Array): Promise<FoundFile> {
  const { uploadedPicture } = defaultLimits;
  if (bytes.length > uploadedPicture) {
    throw new HubError('too_large', { limit: `${uploadedPicture / 1024 / 1024} MB` });
  }
  try {
    const clean = await remake(bytes);
    const seen = await appearance(clean.bytes);
    const sizes = await smallerPictures(clean.bytes, { below: seen.width });
    return { kind: 'image', ...clean, facts: seen, sizes, references: [] };
  } catch (error) {
    if (isHubError(error)) throw error;
    const tooMany = error instanceof Error && /pixel limit/.test(error.message);
    throw new HubError('bad_picture', { reason: because(tooMany ? 'picturePixels' : 'damaged') });
  }
}

async function remake(bytes: Uint8Array): Promise<Pick<FoundFile, 'bytes' | 'mediaType'>> {
  const options = { limitInputPixels: mostPixels, failOn: 'error' } as const;
  const meta = await sharp(bytes, options).metadata();
  const frames = meta.format === 'gif' || meta.format === 'webp' ? (meta.pages ?? 1) : 1;
  if (meta.width * (meta.pageHeight ?? meta.height) * frames > mostPixels) {
    throw new HubError('bad_picture', { reason: because('picturePixels') });
  }
  const picture = sharp(bytes, { ...options, animated: frames > 1 }).timeout({ seconds: patience });
  const { encoded, mediaType } = encode(frames > 1 ? picture : picture.autoOrient(), meta);
  return { bytes: new Uint8Array(await encoded.toColourspace('srgb').toBuffer()), mediaType };
}

/** As it came, except AVIF: making one takes a hundred times as long as making a WebP of the same looks. */
function encode(picture: Sharp, { format, chromaSubsampling }: Metadata): { encoded: Sharp; mediaType: string } {
  switch (format) {
    case 'png':
      return { encoded: picture.png({ compressionLevel: 8 }), mediaType: 'image/png' };
    case 'jpeg': {
      const fine = chromaSubsampling === '4:4:4' ? '4:4:4' : '4:2:0';
      return { encoded: picture.jpeg({ quality: 92, chromaSubsampling: fine }), mediaType: 'image/jpeg' };
    }
    case 'gif':
      return { encoded: picture.gif(), mediaType: 'image/gif' };
    case 'webp':
    case 'heif':
      return { encoded: picture.webp({ quality: 92 }), mediaType: 'image/webp' };
    default:
      throw new HubError('bad_picture', { reason: because('pictureFormat') });
  }
}
