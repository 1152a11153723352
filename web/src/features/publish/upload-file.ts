/**
 * One file on its way to the hub: part by part, going on after a cut from where the hub says it is, until the hub has
 * looked at it. Knows nothing of pages.
 */
import type { Upload } from '@draftroom/core/schema/designs';
import { shownError } from '../../kit/hub-error.ts';

/** What is asked of the hub. */
export interface UploadWire {
  start(file: { name: string; size: number }): Promise<Upload>;
  get(uploadId: string): Promise<Upload>;
  put(uploadId: string, offset: number, bytes: Blob, signal: AbortSignal): Promise<Upload>;
}

export interface SendOptions {
  readonly wire: UploadWire;
  /** An upload that was begun before; without, a new one. */
  readonly uploadId?: string | undefined;
  readonly signal: AbortSignal;
  /** After every part, and when its state changes. */
  onChange(upload: Upload): void;
  /** Whether the line is cut: told once it is, and once it is back. */
  onCut?(cut: boolean): void;
  /** Rejects when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Bytes: small enough to see progress and to lose little, large enough for fast lines. */
const largestPart = 8 * 1024 * 1024;
const smallestPart = 512 * 1024;
/** Milliseconds between tries. */
const firstPause = 1_000;
const longestPause = 30_000;
const firstLook = 400;
const longestLook = 3_000;

/** Resolves when the hub took or refused the file; rejects with what cannot be tried again, or the abort. */
export async function sendFile(file: Blob, name: string, options: SendOptions): Promise<Upload> {
  const { wire, uploadId, signal, onChange } = options;
  const ask = <Answer>(question: () => Promise<Answer>) => untilAnswered(question, options);
  let upload = await ask(() => (uploadId === undefined ? wire.start({ name, size: file.size }) : wire.get(uploadId)));
  onChange(upload);
  while (upload.state === 'open') {
    const { id } = upload;
    // Asked anew for each try: a part whose answer was lost has come all the same.
    let before: Upload | null = upload;
    upload = await ask(async () => {
      const { received, state } = before ?? (await wire.get(id));
      before = null;
      if (state !== 'open') return await wire.get(id);
      return await wire.put(id, received, file.slice(received, received + partSize(file.size)), signal);
    });
    onChange(upload);
  }
  return await untilChecked(upload, options);
}

async function untilChecked(first: Upload, { wire, signal, onChange, wait, onCut }: SendOptions): Promise<Upload> {
  let upload = first;
  for (let pause = firstLook; upload.state === 'checking'; pause = Math.min(longestLook, pause * 1.5)) {
    await wait(pause, signal);
    const { id } = upload;
    upload = await untilAnswered(() => wire.get(id), { signal, wait, onCut });
  }
  onChange(upload);
  return upload;
}

/** Tries until there is an answer, or a refusal that would come again. */
async function untilAnswered<Answer>(
  question: () => Promise<Answer>,
  { signal, wait, onCut }: Pick<SendOptions, 'signal' | 'wait' | 'onCut'>,
): Promise<Answer> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2)) {
    signal.throwIfAborted();
    try {
      const answer = await question();
      if (pause > firstPause) onCut?.(false);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!shownError(error).retryable) throw error;
      if (pause === firstPause) onCut?.(true);
      await wait(pause, signal);
    }
  }
}

function partSize(size: number): number {
  return Math.min(largestPart, Math.max(smallestPart, Math.ceil(size / 40)));
}
