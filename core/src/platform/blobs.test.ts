import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobPath, createFileBlobs, createMemoryBlobs } from './blobs.ts';
import { createS3Blobs } from './blobs-s3.ts';
import type { BlobStore } from './ports.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const unknown = 'f'.repeat(64);

function describeBlobs(name: string, open: () => Promise<BlobStore>): void {
  describe(`blobs ${name}`, () => {
    let blobs: BlobStore;
    beforeAll(async () => {
      blobs = await open();
    });

    test('[DATA-4] are named by their bytes and come back as they were', async () => {
      const content = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
      const id = await blobs.put(content);
      expect(id).toBe(createHash('sha256').update(content).digest('hex'));
      expect(Buffer.from(await blobs.get(id)).equals(content)).toBe(true);
      expect((await buffer(await blobs.stream(id))).equals(content)).toBe(true);
      expect((await buffer(await blobs.stream(id, { start: 10, end: 19 }))).equals(content.subarray(10, 20))).toBe(
        true,
      );
      expect(await blobs.has(id)).toBe(true);
    });

    test('the empty one is a blob, too', async () => {
      const id = await blobs.put(new Uint8Array());
      expect((await blobs.get(id)).length).toBe(0);
    });

    test('the same bytes twice, also at once, are one blob', async () => {
      const ids = await Promise.all([blobs.put(bytes('same')), blobs.put(bytes('same')), blobs.put(bytes('same'))]);
      expect(new Set(ids).size).toBe(1);
      await blobs.remove(ids[0] ?? '');
      expect(await blobs.has(ids[0] ?? '')).toBe(false);
    });

    test('what is changed after put does not change the blob', async () => {
      const content = bytes('before');
      const id = await blobs.put(content);
      content.fill(0);
      expect(Buffer.from(await blobs.get(id)).toString()).toBe('before');
    });

    test('an unknown one is not_found, removing it is nothing', async () => {
      await expect(blobs.get(unknown)).rejects.toMatchObject({ code: 'not_found' });
      await expect(blobs.stream(unknown)).rejects.toMatchObject({ code: 'not_found' });
      expect(await blobs.has(unknown)).toBe(false);
      await blobs.remove(unknown);
    });

    test.each(['', '../../etc/passwd', 'F'.repeat(64), `${unknown}/..`, 'abc'])('%j is no id', async (id) => {
      await expect((async () => blobs.get(id))()).rejects.toMatchObject({ code: 'not_found' });
      await expect((async () => blobs.stream(id))()).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draftroom-blobs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeBlobs('in memory', async () => createMemoryBlobs());
describeBlobs('in files', async () => createFileBlobs(join(folder, 'store')));

describe('blobs in files', () => {
  test('leave no parts behind, and lie where their name says', async () => {
    const blobs = createFileBlobs(join(folder, 'own'));
    const id = await blobs.put(bytes('x'));
    const files = await readdir(join(folder, 'own'), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map((file) => file.name)).toEqual([id]);
    expect(blobPath(id)).toBe(join(id.slice(0, 2), id.slice(2, 4), id));
  });

  test('a disk that refuses is an error, not a blob', async () => {
    await writeFile(join(folder, 'file'), '');
    const blobs = createFileBlobs(join(folder, 'file'));
    await expect(blobs.put(bytes('x'))).rejects.toThrow();
  });
});

/** As much of S3 as the store uses: objects by key in memory. */
class BucketServer {
  readonly objects = new Map<string, Buffer>();
  knowsRanges = true;
  readonly server: Server = createServer(async (request, response) => {
    const key = new URL(request.url ?? '', 'http://x').pathname;
    const object = this.objects.get(key);
    if (request.method === 'PUT') {
      this.objects.set(key, await buffer(request));
      response.end();
    } else if (request.method === 'DELETE') {
      this.objects.delete(key);
      response.writeHead(204).end();
    } else if (object === undefined) {
      response.writeHead(404, { 'content-type': 'application/xml' });
      response.end(
        request.method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code><Message>no</Message></Error>',
      );
    } else if (request.headers.range !== undefined && this.knowsRanges) {
      const [start = 0, end = 0] = (/^bytes=(\d+)-(\d+)$/.exec(request.headers.range) ?? []).slice(1).map(Number);
      if (start >= object.length) {
        response.writeHead(416).end('<Error><Code>InvalidRange</Code><Message>no</Message></Error>');
        return;
      }
      const part = object.subarray(start, end + 1);
      const range = `bytes ${start}-${start + part.length - 1}/${object.length}`;
      response.writeHead(206, { 'content-length': part.length, 'content-range': range }).end(part);
    } else {
      response.writeHead(200, { 'content-length': object.length }).end(request.method === 'HEAD' ? undefined : object);
    }
  });
}

describe('blobs in a bucket', () => {
  const bucket = new BucketServer();
  const open = async (port: number) =>
    createS3Blobs({
      bucket: 'drafts',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      forcePathStyle: true,
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    });
  beforeAll(() => new Promise<void>((resolve) => bucket.server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => bucket.server.close());

  describeBlobs('over S3', () => open((bucket.server.address() as AddressInfo).port));

  test('lie under one prefix', () => {
    for (const key of bucket.objects.keys()) expect(key).toMatch(/^\/drafts\/blobs\/[0-9a-f]{64}$/);
  });

  test('[DATA-7] a part that is not the one asked for is an error, and no other bytes', async () => {
    const blobs = await open((bucket.server.address() as AddressInfo).port);
    const id = await blobs.put(bytes('0123456789'));
    expect((await buffer(await blobs.stream(id, { start: 2, end: 9 }))).toString()).toBe('23456789');
    for (const range of [
      { start: 2, end: 10 },
      { start: 10, end: 11 },
    ]) {
      await expect(blobs.stream(id, range)).rejects.toThrow();
    }
    bucket.knowsRanges = false;
    await expect(blobs.stream(id, { start: 2, end: 5 })).rejects.toThrow(/gave all of/);
    bucket.knowsRanges = true;
  });

  test('a store that does not answer is an error, not a missing blob', async () => {
    const blobs = await open(1);
    await expect(blobs.has(unknown)).rejects.toThrow(/ECONNREFUSED|connect/);
  });
});
