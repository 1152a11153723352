import type { Upload } from '@draftroom/core/schema/designs';
import { describe, expect, test } from 'vitest';
import { UploadList, type UploadListDeps } from './upload-list.ts';

const file = (name: string, size = 10) => ({ path: name, file: new File([new Uint8Array(size)], name) });
const uploadOf = (name: string, state: Upload['state'], size = 10): Upload => ({
  id: `id-${name}`,
  name,
  size,
  received: state === 'open' ? 4 : size,
  state,
  kind: null,
  mediaType: null,
  facts: null,
  url: null,
  fileCount: 0,
  skipped: [],
  problem: null,
});

function listOf() {
  const running: {
    name: string;
    uploadId: string | undefined;
    options: Parameters<UploadListDeps['send']>[2];
    end: (upload: Upload) => void;
    fail: (error: unknown) => void;
  }[] = [];
  const cancelled: string[] = [];
  const list = new UploadList({
    send: (_file, name, options) =>
      new Promise((resolve, reject) => {
        const end = (upload: Upload) => {
          options.onChange(upload);
          resolve(upload);
        };
        running.push({ name, uploadId: options.uploadId, options, end, fail: reject });
        options.signal.addEventListener('abort', () => reject(options.signal.reason));
      }),
    cancel: async (id) => void cancelled.push(id),
  });
  const states = () => Object.fromEntries(list.entries().map(({ path, state }) => [path, state]));
  return { list, running, cancelled, states };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('the files of a publication', () => {
  test('go two at once; while one is looked at the next is sent', async () => {
    const { list, running, states } = listOf();
    list.add([file('a'), file('b'), file('c'), file('d')]);
    expect(states()).toEqual({ a: 'sending', b: 'sending', c: 'waiting', d: 'waiting' });
    running[0]?.options.onChange(uploadOf('a', 'checking'));
    expect(states()).toMatchObject({ a: 'checking', c: 'sending', d: 'waiting' });
    running[1]?.end(uploadOf('b', 'refused'));
    await turn();
    expect(states()).toEqual({ a: 'checking', b: 'refused', c: 'sending', d: 'sending' });
  });

  test('stop and go on with the same upload', () => {
    const { list, running, states } = listOf();
    list.add([file('a')]);
    running[0]?.options.onChange(uploadOf('a', 'open'));
    const key = list.entries()[0]?.key ?? '';
    list.pause(key);
    expect(running[0]?.options.signal.aborted).toBe(true);
    running[0]?.options.onChange(uploadOf('a', 'ready'));
    expect(states()).toEqual({ a: 'paused' });
    list.resume(key);
    expect(states()).toEqual({ a: 'sending' });
    expect(running[1]?.uploadId).toBe('id-a');
  });

  test('of an earlier visit are there again, and go on when the same file comes again', () => {
    const { list, running, states } = listOf();
    list.restore([
      uploadOf('ready', 'ready'),
      uploadOf('half', 'open'),
      uploadOf('other', 'open'),
      uploadOf('no', 'refused'),
    ]);
    expect(states()).toEqual({ ready: 'ready' });
    list.add([file('half'), file('other', 11)]);
    expect(running.map(({ name, uploadId }) => [name, uploadId])).toEqual([
      ['half', 'id-half'],
      ['other', undefined],
    ]);
  });

  test('that fail say why and can be tried again', async () => {
    const { list, running, states } = listOf();
    list.add([file('a')]);
    running[0]?.fail({ code: 'too_many', message: 'too many', retryable: false });
    await turn();
    expect(list.entries()[0]).toMatchObject({ state: 'failed', error: { code: 'too_many' } });
    list.resume(list.entries()[0]?.key ?? '');
    expect(states()).toEqual({ a: 'sending' });
  });

  test('that the hub will never take are refused', async () => {
    const { list, running } = listOf();
    list.add([file('a', 0)]);
    running[0]?.fail({ code: 'empty_file', message: 'This file is empty.', retryable: false });
    await turn();
    expect(list.entries()[0]).toMatchObject({ state: 'refused', error: { text: 'This file is empty.' } });
  });

  test('that are taken out are dropped on the hub; the same path takes the place of the one before', () => {
    const { list, running, cancelled } = listOf();
    list.add([file('a')]);
    running[0]?.options.onChange(uploadOf('a', 'open'));
    list.add([file('a', 12)]);
    expect(cancelled).toEqual(['id-a']);
    expect(list.entries().map(({ size }) => size)).toEqual([12]);
    list.dispose();
    expect(running[1]?.options.signal.aborted).toBe(true);
  });
});
