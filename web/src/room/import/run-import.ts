/** Packs what was dropped, sends it, and follows what the hub says about it. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { errorBodyIn, HubClientError } from '@draftroom/core/client/hub-client-error';
import { type ImportResult, importLineSchema } from '@draftroom/core/schema/documents';
import { type Collected, type ImportEntry, singleZip } from './dropped-entries.ts';
import type { ZipMessage } from './zip.worker.ts';

export type ImportProgress =
  | { phase: 'packing'; done: number; total: number }
  | { phase: 'sending' }
  | { phase: 'unpacking'; done: number; total: number };

export interface ImportOptions {
  hub: HubClient;
  roomId: string;
  /** The folder to import into; '' is the room itself. */
  folder: string;
  collected: Collected;
  replace: boolean;
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
}

export async function runImport(options: ImportOptions): Promise<ImportResult> {
  const { hub, roomId, folder, collected, replace, signal, onProgress } = options;
  const zip = singleZip(collected) ?? (await packed(collected.entries, signal, onProgress));
  onProgress({ phase: 'sending' });
  const query = new URLSearchParams({ path: folder, ...(replace ? { replace: '1' } : {}) });
  const response = await hub.request(`rooms/${roomId}/import?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: zip,
    signal,
  });
  const result = await readLines(response.body, onProgress);
  return { ...result, skipped: [...result.skipped, ...collected.leftOut.map((path) => ({ path, reason: '' }))] };
}

/** One JSON object a line; the last one is the result or an error. */
export async function readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let result: ImportResult | null = null;
  const take = (line: string): void => {
    if (line.trim() === '') return;
    const read = importLineSchema.parse(JSON.parse(line));
    if ('error' in read) throw new HubClientError(errorBodyIn(read.error) ?? { code: 'internal' });
    if ('result' in read && read.result !== undefined) result = read.result;
    if ('done' in read) onProgress({ phase: 'unpacking', done: read.done, total: read.total });
  };
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    rest += value ?? '';
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (done) break;
  }
  take(rest);
  if (result === null) throw new HubClientError({ code: 'unreachable' });
  return result;
}

function packed(entries: ImportEntry[], signal: AbortSignal, onProgress: ImportOptions['onProgress']): Promise<Blob> {
  const total = entries.length;
  onProgress({ phase: 'packing', done: 0, total });
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./zip.worker.ts', import.meta.url), { type: 'module' });
    const stop = (): void => {
      worker.terminate();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.onmessage = ({ data }: MessageEvent<ZipMessage>) => {
      if ('packed' in data) {
        onProgress({ phase: 'packing', done: data.packed, total });
        return;
      }
      signal.removeEventListener('abort', stop);
      worker.terminate();
      if ('zip' in data) resolve(data.zip);
      else reject(new Error(data.failed));
    };
    worker.onerror = () => reject(new Error('the files cannot be read'));
    worker.postMessage(entries);
  });
}
