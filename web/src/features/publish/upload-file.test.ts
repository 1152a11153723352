import type { Upload } from '@draftroom/core/schema/designs';
import { describe, expect, test } from 'vitest';
import { sendFile, type UploadWire } from './upload-file.ts';

const base: Upload = {
  id: 'u',
  name: 'a.bin',
  size: 0,
  received: 0,
  state: 'open',
  kind: null,
  mediaType: null,
  facts: null,
  url: null,
  fileCount: 0,
  skipped: [],
  problem: null,
};
const refusal = (code: string, retryable: boolean) => ({ code, message: code, retryable });

/** A hub that holds the bytes of one upload; `fails` is asked before each answer and may throw, or lose the answer. */
function fakeHub(size: number, fails: (call: string) => 'before' | 'after' | null = () => null) {
  const held = new Uint8Array(size);
  let received = 0;
  let looks = 0;
  const calls: string[] = [];
  const now = (): Upload => {
    const checked = received === size && looks > 1;
    return { ...base, size, received, state: received < size ? 'open' : checked ? 'ready' : 'checking' };
  };
  async function answer(call: string, act: () => void | Promise<void> = () => undefined): Promise<Upload> {
    calls.push(call);
    const how = fails(call);
    if (how === 'before') throw new TypeError('fetch failed');
    await act();
    if (how === 'after') throw new TypeError('the answer was lost');
    return now();
  }
  const wire: UploadWire = {
    start: () => answer('start'),
    get: () => answer('get', () => void (received === size && looks++)),
    put: (_id, offset, bytes) =>
      answer(`put ${offset}`, async () => {
        held.set(new Uint8Array(await bytes.arrayBuffer()), offset);
        if (offset === received) received = offset + bytes.size;
      }),
  };
  return { wire, held, calls };
}

async function send(hub: ReturnType<typeof fakeHub>, bytes: Uint8Array<ArrayBuffer>, more: { uploadId?: string } = {}) {
  const pauses: number[] = [];
  const cuts: boolean[] = [];
  const abort = new AbortController();
  const upload = await sendFile(new Blob([bytes]), 'a.bin', {
    wire: hub.wire,
    signal: abort.signal,
    onChange: () => undefined,
    onCut: (cut) => cuts.push(cut),
    wait: async (milliseconds) => void pauses.push(milliseconds),
    ...more,
  });
  return { upload, pauses, cuts };
}

const megabyte = 1024 * 1024;
const content = (size: number) => Uint8Array.from({ length: size }, (_, at) => at % 251);

describe('a file on its way', () => {
  test('goes in parts, and is done when the hub has looked at it', async () => {
    const hub = fakeHub(megabyte + 5);
    const { upload } = await send(hub, content(megabyte + 5));
    expect(upload.state).toBe('ready');
    expect(hub.calls).toEqual(['start', 'put 0', 'put 524288', 'put 1048576', 'get', 'get']);
    expect(Buffer.from(hub.held).equals(content(megabyte + 5))).toBe(true);
  });

  test('goes on where the hub is, when it was begun before', async () => {
    const hub = fakeHub(megabyte);
    await hub.wire.put('u', 0, new Blob([content(megabyte).slice(0, 524_288)]), new AbortController().signal);
    const { upload } = await send(hub, content(megabyte), { uploadId: 'u' });
    expect(upload.state).toBe('ready');
    expect(hub.calls).toEqual(['put 0', 'get', 'put 524288', 'get', 'get']);
    expect(Buffer.from(hub.held).equals(content(megabyte))).toBe(true);
  });

  test.each(['before', 'after'] as const)('survives cuts %s its bytes have come, with growing pauses', async (how) => {
    let cuts = 0;
    const hub = fakeHub(megabyte, (call) =>
      call === 'put 524288' && cuts++ < (how === 'before' ? 3 : 1) ? how : null,
    );
    const { upload, pauses, cuts: told } = await send(hub, content(megabyte));
    expect(upload.state).toBe('ready');
    expect(Buffer.from(hub.held).equals(content(megabyte))).toBe(true);
    expect(told).toEqual([true, false]);
    expect(pauses.slice(0, how === 'before' ? 3 : 1)).toEqual(how === 'before' ? [1_000, 2_000, 4_000] : [1_000]);
    expect(hub.calls.filter((call) => call === 'put 524288')).toHaveLength(how === 'before' ? 4 : 1);
  });

  test('ends with a refusal that would come again', async () => {
    const hub = fakeHub(10);
    hub.wire.start = () => Promise.reject(refusal('too_large', false));
    await expect(send(hub, content(10))).rejects.toMatchObject({ code: 'too_large' });
  });

  test('waits where the hub says that it was too fast', async () => {
    const hub = fakeHub(10);
    const { put } = hub.wire;
    let refused = false;
    hub.wire.put = (...part) => {
      if (refused) return put(...part);
      refused = true;
      return Promise.reject(refusal('too_fast', true));
    };
    expect((await send(hub, content(10))).upload.state).toBe('ready');
  });

  test('ends when it is not wanted any more', async () => {
    const hub = fakeHub(megabyte, () => 'before');
    const abort = new AbortController();
    const sent = sendFile(new Blob([content(10)]), 'a.bin', {
      wire: hub.wire,
      signal: abort.signal,
      onChange: () => undefined,
      wait: async () => abort.abort(new Error('not wanted')),
    });
    await expect(sent).rejects.toThrow('not wanted');
  });
});
