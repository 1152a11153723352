/** Packs files into a zip beside the page, one at a time, so that neither time nor memory of the page is taken. */
import { Zip, ZipDeflate } from 'fflate';
import type { ImportEntry } from './dropped-entries.ts';

export type ZipMessage = { packed: number } | { zip: Blob } | { failed: string };

self.onmessage = (event: MessageEvent<ImportEntry[]>) => {
  pack(event.data).catch((error: unknown) => {
    self.postMessage({ failed: String(error) } satisfies ZipMessage);
  });
};

async function pack(entries: ImportEntry[]): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, data) => {
    if (error !== null) throw error;
    parts.push(data as Uint8Array<ArrayBuffer>);
  });
  let packed = 0;
  for (const { path, file } of entries) {
    const entry = new ZipDeflate(path, { level: 6 });
    zip.add(entry);
    const reader = file.stream().getReader();
    for (;;) {
      const { done, value } = await reader.read();
      entry.push(value ?? new Uint8Array(), done);
      if (done) break;
    }
    packed += 1;
    if (packed % 20 === 0 || packed === entries.length) self.postMessage({ packed } satisfies ZipMessage);
  }
  zip.end();
  self.postMessage({ zip: new Blob(parts, { type: 'application/zip' }) } satisfies ZipMessage);
}
