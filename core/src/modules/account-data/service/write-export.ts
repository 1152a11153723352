/** Makes the zip of an export while it stores it, so that it needs the memory of one part, whatever its size. */
import type { PassThrough } from 'node:stream';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { createExportRepo, type ExportRow } from '../repo/export-repo.ts';
import { createOwnFilesRepo } from '../repo/own-files-repo.ts';
import { ownSections, type Section } from '../repo/own-rows-repo.ts';
import type { AccountDataDeps } from './deps.ts';

/** Bytes. */
const partSize = 8 * 1024 * 1024;
const rowsAtOnce = 500;

const about = `This is everything that is yours on this Draftroom hub.

account.json and the other .json files hold what you wrote, chose and did; each is a list.
designs/<id>/<release>/ holds the files of your designs, as you published them.
Documents of rooms are listed in documents.json; a room's own menu exports what is in them.
`;

interface Entry {
  readonly path: string;
  /** What does not become smaller by packing it again. */
  readonly packed: boolean;
  open(): Promise<Readable>;
}

export async function writeExport(deps: AccountDataDeps, row: ExportRow, signal: AbortSignal): Promise<number> {
  const entries = await entriesOf(deps, row.userId);
  const repo = createExportRepo(deps.db);
  let opened = 0;
  let shown = 0;
  const zip = zipOf(entries, row.createdAt, () => {
    opened += 1;
  });
  let size = 0;
  let seq = 0;
  let waiting: Buffer[] = [];
  let waitingSize = 0;
  const flush = async () => {
    signal.throwIfAborted();
    if (waitingSize === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingSize = 0;
    const assetId = await deps.assets.store({ bytes, mediaType: 'application/octet-stream' });
    await repo.addPart(row.id, { seq, size: bytes.length, assetId });
    seq += 1;
    size += bytes.length;
  };
  for await (const chunk of zip as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    waitingSize += chunk.length;
    if (waitingSize >= partSize) await flush();
    const progress = Math.min(99, Math.floor((100 * opened) / entries.length));
    if (progress < shown + 5) continue;
    shown = progress;
    signal.throwIfAborted();
    await repo.change(row.id, { progress });
  }
  await flush();
  return size;
}

async function entriesOf(deps: AccountDataDeps, userId: string): Promise<Entry[]> {
  const repo = createOwnFilesRepo(deps.db);
  const picture = await repo.picture(userId);
  const files = await repo.files(userId);
  return [
    { path: 'read-me.txt', packed: false, open: async () => Readable.from([about]) },
    ...ownSections(deps.db).map((section) => ({
      path: `${section.name}.json`,
      packed: false,
      open: async () => Readable.from(listOf(section, userId)),
    })),
    ...(picture === null ? [] : [{ path: 'picture.webp', packed: true, open: () => deps.blobs.stream(picture) }]),
    ...files.map(({ designId, seq, path, mediaType, assetId }) => ({
      path: `designs/${designId}/${seq}/${path}`,
      packed: /^(image|audio|video)\/|zip/.test(mediaType),
      open: () => deps.blobs.stream(assetId),
    })),
  ];
}

/** A JSON list, written while its rows are read. */
async function* listOf(section: Section, userId: string): AsyncGenerator<string> {
  let after = '';
  let separator = '[\n';
  for (;;) {
    const rows = await section.page(userId, after, rowsAtOnce);
    for (const { key, ...values } of rows) {
      yield `${separator}${JSON.stringify({ id: key, ...values })}`;
      separator = ',\n';
      after = key;
    }
    if (rows.length < rowsAtOnce) break;
  }
  yield separator === ',\n' ? '\n]\n' : '[]\n';
}

/** One entry is open at a time. An error of any of them ends the stream with it. */
function zipOf(entries: readonly Entry[], mtime: Date, onOpen: () => void): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { path, packed, open } of entries) {
    zip.addReadStreamLazy(path, { mtime, compress: !packed }, (done) => {
      if (output.destroyed) return;
      onOpen();
      open().then(
        (stream) => (output.destroyed ? stream.destroy() : done(null, stream)),
        (error: unknown) => output.destroy(error as Error),
      );
    });
  }
  zip.end();
  return output;
}
