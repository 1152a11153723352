/** Sends many files at once: as zips, because a hub counts calls. */
import { HubClientError } from '@draftroom/core/client/hub-client-error';
import { type ImportLine, importLineSchema } from '@draftroom/core/schema/documents';
import { zipSync } from 'fflate';
import type { OpenRoom } from '../rooms/open-room.ts';
import type { NewFile } from './room-side.ts';

const mostFiles = 400;
const mostBytes = 24 * 1024 * 1024;

export interface ImportSteps {
  readonly signal: AbortSignal;
  progress(files: number): void;
}

/** The files that the hub took; what stands in the room already stays as it is, and is not among them. */
export async function importFiles(room: OpenRoom, files: readonly NewFile[], steps: ImportSteps): Promise<NewFile[]> {
  const skipped = new Set<string>();
  for (const batch of batches(files)) {
    steps.signal.throwIfAborted();
    // Not packed: packed well they would look like a bomb.
    const zip = zipSync(Object.fromEntries(batch.map(({ path, bytes }) => [path, bytes])), { level: 0 });
    const answer = await room.client.request(`rooms/${room.roomId}/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: zip as Uint8Array<ArrayBuffer>,
      signal: steps.signal,
    });
    const last = lastLine(await answer.text());
    if (last === null || !('result' in last) || last.result === undefined || 'error' in last) {
      throw new HubClientError(last !== null && 'error' in last ? (last.error as never) : { code: 'internal' });
    }
    for (const { path } of last.result.skipped) skipped.add(path);
    steps.progress(batch.length);
  }
  return files.filter(({ path }) => !skipped.has(path));
}

function* batches(files: readonly NewFile[]): Generator<readonly NewFile[]> {
  let batch: NewFile[] = [];
  let size = 0;
  for (const file of files) {
    if (batch.length > 0 && (batch.length >= mostFiles || size + file.bytes.length > mostBytes)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(file);
    size += file.bytes.length;
  }
  if (batch.length > 0) yield batch;
}

function lastLine(lines: string): ImportLine | null {
  const [last] = lines.trim().split('\n').slice(-1);
  if (last === undefined || last === '') return null;
  const read = importLineSchema.safeParse(JSON.parse(last));
  return read.success ? read.data : null;
}
