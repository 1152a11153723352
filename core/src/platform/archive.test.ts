import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isHubError } from '../contract/errors.ts';
import { buildZip, type ZipEntry, zip64Sizes } from '../modules/documents/testing/zip-builder.ts';
import { type ArchiveLimits, openArchive } from './archive.ts';

const limits: ArchiveLimits = {
  importTotal: 8 * 1024 * 1024,
  importFiles: 20,
  importRatio: 200,
  asset: 4 * 1024 * 1024,
};
const signal = new AbortController().signal;

let folder: string;
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'draftroom-zip-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function open(zip: Buffer, overrides: Partial<ArchiveLimits> = {}) {
  const file = join(folder, `${count++}.zip`);
  await writeFile(file, zip);
  return await openArchive(file, { ...limits, ...overrides });
}

async function refusal(zip: Buffer, overrides?: Partial<ArchiveLimits>): Promise<string> {
  try {
    (await open(zip, overrides)).close();
    return 'accepted';
  } catch (error) {
    if (!isHubError(error)) throw error;
    return `${error.code}: ${error.details?.reason ?? error.details?.limit}`;
  }
}

async function contents(entries: readonly ZipEntry[]) {
  const archive = await open(buildZip(entries));
  const files: Record<string, string | null> = {};
  for (const entry of archive.entries) files[entry.name] = (await entry.read(signal))?.toString() ?? null;
  archive.close();
  return { files, skipped: Object.fromEntries(archive.skipped.map(({ path, reason }) => [path, reason])) };
}

describe('[DOC-9] refused before anything is unpacked', () => {
  const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);

  test('what is no zip', async () => {
    expect(await refusal(Buffer.from('hello'))).toMatch(/^bad_archive: it is no zip/);
    expect(await refusal(Buffer.alloc(0))).toMatch(/^bad_archive/);
    expect(await refusal(buildZip([{ name: 'a', content: 'b' }]).subarray(0, -5))).toMatch(/^bad_archive/);
  });

  test('a bomb of zeros by its ratio', async () => {
    expect(await refusal(buildZip([{ name: 'zeros', content: zeros(3) }]))).toMatch(
      /^bad_archive: it unpacks to far more/,
    );
  });

  test('small dense files are no bomb', async () => {
    expect(await refusal(buildZip([{ name: 'zeros', content: Buffer.alloc(500_000) }]))).toBe('accepted');
  });

  test('more unpacked than allowed, also when only stated', async () => {
    const parts = Array.from({ length: 3 }, (_, i) => ({ name: `${i}`, content: zeros(3) }));
    expect(await refusal(buildZip(parts), { importRatio: 10_000 })).toBe('too_large: 8 MB unpacked');
    const stated = Array.from({ length: 3 }, (_, i) => ({ name: `${i}`, content: 'x', statedSize: 4 * 1024 * 1024 }));
    expect(await refusal(buildZip(stated), { importRatio: 1e9 })).toBe('too_large: 8 MB unpacked');
  });

  test('too many files, and a table that states more entries than there are', async () => {
    const many = Array.from({ length: 21 }, (_, i) => ({ name: `f${i}`, content: 'x' }));
    expect(await refusal(buildZip(many))).toBe('too_large: 20 files');
    expect(await refusal(buildZip([{ name: 'a' }], { statedCount: 60_000 }))).toBe('too_large: 400 entries');
    expect(await refusal(buildZip([{ name: 'a' }], { statedCount: 300 }))).toMatch(/^bad_archive/);
    expect(await refusal(buildZip([{ name: 'a' }], { zip64Count: 2n ** 40n }))).toBe('too_large: 400 entries');
    expect(await refusal(buildZip([{ name: 'a' }], { zip64Count: 40n }))).toMatch(/^bad_archive/);
  });

  test('entries that share their bytes', async () => {
    const content = Buffer.from('the same bytes again and again '.repeat(50));
    const overlapping = Array.from({ length: 5 }, (_, i) => ({ name: `file${i}`, content, statedOffset: 0 }));
    expect(await refusal(buildZip(overlapping))).toBe('bad_archive: its files overlap each other');
    const quoted = [
      { name: 'outer', content: 'x'.repeat(40), stored: true },
      { name: 'inner', content: 'y', statedOffset: 10 },
    ];
    expect(await refusal(buildZip(quoted))).toBe('bad_archive: its files overlap each other');
  });

  test('sizes that cannot be', async () => {
    const beyond = { name: 'a', content: 'x', statedPackedSize: 100_000 };
    expect(await refusal(buildZip([beyond]))).toBe('bad_archive: it states more bytes than it holds');
    const stored = { name: 'a', content: 'abc', stored: true, statedSize: 1000 };
    expect(await refusal(buildZip([stored]))).toBe('bad_archive: it states sizes that cannot be');
    const huge = { name: 'a', content: 'x', statedSize: 0xffffffff, statedPackedSize: 0xffffffff };
    const sizes = zip64Sizes(2n ** 50n, 1n);
    expect(await contents([{ ...huge, extra: sizes }])).toEqual({
      files: {},
      skipped: { a: 'it is larger than 4 MB' },
    });
    expect(await refusal(buildZip([{ ...huge, extra: zip64Sizes(1n, 2n ** 50n) }]))).toMatch(/^bad_archive/);
    const larger = [{ ...huge, extra: zip64Sizes(2n ** 64n - 1n, 1n) }];
    expect(await contents(larger)).toEqual({ files: {}, skipped: { a: 'it is larger than 4 MB' } });
  });

  test('encrypted entries', async () => {
    expect(await refusal(buildZip([{ name: 'a', content: 'x', flags: 0x801 }]))).toBe('bad_archive: it is encrypted');
    expect(await refusal(buildZip([{ name: 'a', content: 'x', flags: 0x840 }]))).toMatch(/^bad_archive/);
  });

  test('no bytes make it hang or throw anything else', async () => {
    const whole = buildZip([
      { name: 'a/b.txt', content: 'hello' },
      { name: 'c.bin', content: Buffer.alloc(100, 7), stored: true },
    ]);
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(flips, fc.nat(whole.length), async (changes, cut) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        for (const candidate of [bytes, bytes.subarray(0, cut)]) {
          try {
            const archive = await open(candidate);
            for (const entry of archive.entries) await entry.read(signal);
            archive.close();
          } catch (error) {
            expect(isHubError(error), String(error)).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('[DOC-10] checked while it is unpacked', () => {
  test('more bytes than stated stop everything', async () => {
    const archive = await open(buildZip([{ name: 'a', content: 'x'.repeat(100_000), statedSize: 10 }]));
    await expect(archive.entries[0]?.read(signal)).rejects.toMatchObject({ code: 'bad_archive' });
    archive.close();
  });

  test('fewer bytes, a wrong checksum, broken data: damaged', async () => {
    const { files } = await contents([
      { name: 'short', content: 'abc', statedSize: 100 },
      { name: 'checksum', content: 'abc', statedCrc: 1 },
      { name: 'broken', content: Buffer.from([0xff, 0xff, 0xff]), stored: true, method: 8 },
      { name: 'fine', content: 'abc' },
    ]);
    expect(files).toEqual({ short: null, checksum: null, broken: null, fine: 'abc' });
  });

  test('an abort ends the reading', async () => {
    const archive = await open(buildZip([{ name: 'a', content: 'x'.repeat(100) }]));
    await expect(archive.entries[0]?.read(AbortSignal.abort())).rejects.toThrow();
    archive.close();
  });
});

describe('[DOC-11] what is left out', () => {
  test('links and special files', async () => {
    const { files, skipped } = await contents([
      { name: 'link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'pipe', content: '', mode: 0o010644 },
      { name: 'plain', content: 'a', mode: 0 },
      { name: 'packed-otherwise', content: 'a', method: 14 },
    ]);
    expect(files).toEqual({ plain: 'a' });
    expect(skipped).toEqual({
      link: 'it is a link',
      pipe: 'it is no ordinary file',
      'packed-otherwise': 'it is packed in a way that is not known here',
    });
  });

  test('folders that tools make again, once each, without counting towards limits', async () => {
    const modules = Array.from({ length: 60 }, (_, i) => ({ name: `app/node_modules/p/${i}.js`, content: 'x' }));
    const { files, skipped } = await contents([
      ...modules,
      { name: 'app/' },
      { name: 'app/.git/' },
      { name: 'app/.git/HEAD', content: 'ref' },
      { name: '__MACOSX/app/._main.ts', content: 'x' },
      { name: 'app/.DS_Store', content: 'x' },
      { name: 'app/main.ts', content: 'main' },
      { name: 'app/.gitignore', content: 'dist' },
    ]);
    expect(files).toEqual({ 'app/main.ts': 'main', 'app/.gitignore': 'dist' });
    expect(skipped).toEqual({
      'app/node_modules/': 'left out with 60 entries in it',
      'app/.git/': 'left out with 2 entries in it',
      '__MACOSX/': 'left out with 1 entries in it',
      'app/.DS_Store': 'left out',
    });
  });

  test('names in UTF-8, said or not, in an old code page, with backslashes', async () => {
    const { files } = await contents([
      { name: 'größe.txt', content: '1' },
      { name: Buffer.from('日本.txt'), content: '2' },
      { name: Buffer.from([0x81, 0x2e, 0x74, 0x78, 0x74]), content: '3' },
      { name: Buffer.from('src\\main.c'), content: '4' },
    ]);
    expect(files).toEqual({ 'größe.txt': '1', '日本.txt': '2', 'ü.txt': '3', 'src/main.c': '4' });
  });

  test('names that lead out are handed on as they are, for the path rules to refuse', async () => {
    const { files } = await contents([
      { name: '../../etc/passwd', content: 'x' },
      { name: '..\\up', content: 'y' },
    ]);
    expect(files).toEqual({ '../../etc/passwd': 'x', '../up': 'y' });
  });
});
