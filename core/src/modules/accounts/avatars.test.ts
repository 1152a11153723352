import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { makeAvatar } from './avatars.ts';

const limit = 4 * 1024 * 1024;
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2F5BD3' } });

describe('profile pictures', () => {
  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('[ACC-18] %s becomes a square WebP', async (format) => {
    const avatar = await makeAvatar(await picture(640, 400).toFormat(format).toBuffer(), limit);
    const made = await sharp(avatar.bytes).metadata();
    expect([made.format, made.width, made.height]).toEqual(['webp', 256, 256]);
  });

  test('[ACC-18] nothing but pixels is kept, and they stand upright', async () => {
    const left = await picture(100, 200).png().toBuffer();
    const upright = sharp({ create: { width: 200, height: 200, channels: 3, background: '#ffffff' } });
    const original = await upright
      .composite([{ input: left, left: 0, top: 0 }])
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const avatar = await makeAvatar(original, limit);
    const made = await sharp(avatar.bytes).metadata();
    expect([made.exif, made.orientation, made.icc]).toEqual([undefined, undefined, undefined]);
    // Turned by a quarter, the blue left half is on top.
    const { data, info } = await sharp(avatar.bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => data[(y * info.width + x) * info.channels] ?? 0;
    expect(at(200, 20)).toBeLessThan(100);
    expect(at(20, 200)).toBeGreaterThan(200);
  });

  test.each([
    ['a drawing in SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['nothing', Buffer.alloc(0)],
    ['a PNG that ends early', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ])('[ACC-18] %s is refused', async (_name, bytes) => {
    await expect(makeAvatar(bytes, limit)).rejects.toMatchObject({ code: 'bad_picture' });
  });

  test('[ACC-18] a few bytes that unpack to millions of pixels are refused before they are', async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 6_000, channels: 3, background: '#000000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9, palette: false })
      .toBuffer();
    expect(bomb.length).toBeLessThan(limit);
    await expect(makeAvatar(bomb, limit)).rejects.toMatchObject({ details: { reason: 'it has too many pixels' } });
  });

  test('[ACC-18] too many bytes are refused unread', async () => {
    await expect(makeAvatar(new Uint8Array(11), 10)).rejects.toMatchObject({ code: 'too_large' });
  });
});
