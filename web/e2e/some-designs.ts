/** Designs to be found: published as people do, by way of uploads, with pictures that are made here. */
import { crc32, deflateSync } from 'node:zlib';
import { type HubProcess, procedure, type TestPerson } from './harness.ts';
import { upload } from './published.ts';

export interface Published {
  readonly id: string;
  readonly title: string;
}

interface Wanted {
  title: string;
  tags?: readonly string[];
  licence?: string;
  visibility?: 'public' | 'unlisted' | 'private';
  /** Shape and hue of its picture. */
  nth?: number;
}

const shapes = [
  [320, 240],
  [320, 400],
  [320, 320],
  [320, 200],
  [320, 440],
] as const;

export async function publish(hub: HubProcess, author: TestPerson, wanted: Wanted): Promise<Published> {
  const { title, tags = [], licence = 'CC-BY-4.0', visibility = 'public', nth = 0 } = wanted;
  const uploadIds = await upload(hub, author, [{ name: `${title}.png`, bytes: picture(nth) }]);
  const values = { title, tags, licence, visibility, uploadIds };
  const { id } = await procedure<{ id: string }>(hub, 'designs.publish', values, author.token);
  return { id, title };
}

/** A PNG: bands and a disc, in hues by its number. */
function picture(nth: number): Buffer {
  const [width, height] = shapes[nth % shapes.length] ?? [320, 240];
  const lines = Buffer.alloc((width * 3 + 1) * height);
  const base = (nth * 47) % 256;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inDisc = (x - width * 0.6) ** 2 + (y - height * 0.4) ** 2 < (60 + (nth % 4) * 20) ** 2;
      const at = y * (width * 3 + 1) + 1 + x * 3;
      lines[at] = inDisc ? 235 : (base + (y >> 3) * 2) % 256;
      lines[at + 1] = inDisc ? (base + 90) % 256 : 110 + (nth % 5) * 25;
      lines[at + 2] = inDisc ? 90 : (x >> 2) + 80;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
