import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RecogniserWorker, RecognitionClient, RecognitionOff } from './recognition-client.ts';
import type { Figures, FromRecogniser, Ink, ToRecogniser } from './recognition-messages.ts';

const nothing: Figures = { groups: [], bindings: [] };
const ink: Ink = { strokes: [], there: [] };

class FakeWorker implements RecogniserWorker {
  onmessage: RecogniserWorker['onmessage'] = null;
  onerror: RecogniserWorker['onerror'] = null;
  readonly heard: ToRecogniser[] = [];
  ended = false;

  postMessage(message: ToRecogniser): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(message: FromRecogniser): void {
    if (!this.ended) this.onmessage?.({ data: message } as MessageEvent<FromRecogniser>);
  }
  get asked(): number[] {
    return this.heard.flatMap((message) => ('id' in message ? [message.id] : []));
  }
}

function open(load: () => Promise<Uint8Array> = async () => new Uint8Array([1])) {
  const workers: FakeWorker[] = [];
  const loadWeights = vi.fn(load);
  const client = new RecognitionClient({
    createWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    loadWeights,
  });
  const worker = (): FakeWorker => workers.at(-1) as FakeWorker;
  const started = async (): Promise<FakeWorker> => {
    await vi.advanceTimersByTimeAsync(0);
    worker().say({ ready: true });
    await vi.advanceTimersByTimeAsync(0);
    return worker();
  };
  return { client, workers, worker, started, loadWeights };
}

const reasonOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'an answer',
    (error: unknown) => (error instanceof RecognitionOff ? error.reason : error),
  );

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('the client of a recogniser', () => {
  it('[BOARD-15] loads nothing before the first request, and everything once', async () => {
    const { client, workers, started, loadWeights } = open();
    expect([workers.length, loadWeights.mock.calls.length]).toEqual([0, 0]);
    const answers = [client.recognize(ink), client.recognize(ink)];
    const worker = await started();
    worker.say({ id: 1, figures: nothing });
    worker.say({ id: 2, figures: nothing });
    await expect(Promise.all(answers)).resolves.toEqual([nothing, nothing]);
    expect([workers.length, loadWeights.mock.calls.length]).toEqual([1, 1]);
    expect(worker.asked).toEqual([1, 2]);
  });

  it('[BOARD-15] says why there is no recogniser, and tries again with the next request', async () => {
    const failures = [new Error('404')];
    const { client, worker, started } = open(async () => {
      const failure = failures.pop();
      if (failure !== undefined) throw failure;
      return new Uint8Array([1]);
    });
    expect(await reasonOf(client.recognize(ink))).toBe('weights');

    const broken = reasonOf(client.recognize(ink));
    await vi.advanceTimersByTimeAsync(0);
    worker().say({ broken: 'not a file of weights' });
    expect(await broken).toBe('broken');

    const crashed = reasonOf(client.recognize(ink));
    await vi.advanceTimersByTimeAsync(0);
    worker().onerror?.({} as ErrorEvent);
    expect(await crashed).toBe('worker');

    const silent = reasonOf(client.recognize(ink));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await silent).toBe('worker');

    const good = client.recognize(ink);
    (await started()).say({ id: 5, figures: nothing });
    await expect(good).resolves.toEqual(nothing);
  });

  it('[BOARD-15] ends what takes too long, and asks a new worker for the rest', async () => {
    const { client, workers, started } = open();
    const slow = reasonOf(client.recognize(ink, { limit: 100 }));
    const next = client.recognize(ink);
    await started();
    await vi.advanceTimersByTimeAsync(100);
    expect(await slow).toBe('slow');
    expect(workers[0]?.ended).toBe(true);
    const second = await started();
    expect(second.asked).toEqual([2]);
    second.say({ id: 2, figures: nothing });
    await expect(next).resolves.toEqual(nothing);
  });

  it('[BOARD-15] gives up a request that waits without a word to the worker, and one at work with the worker', async () => {
    const { client, workers, started } = open();
    const [waiting, working] = [new AbortController(), new AbortController()];
    const told: number[] = [];
    const first = reasonOf(client.recognize(ink, { signal: working.signal, onProgress: (done) => told.push(done) }));
    const second = reasonOf(client.recognize(ink, { signal: waiting.signal }));
    const third = client.recognize(ink);
    const worker = await started();
    worker.say({ id: 1, done: 8, total: 20 });
    worker.say({ id: 2, done: 3, total: 3 });
    expect(told).toEqual([8]);
    waiting.abort('no more');
    expect(await second).toBe('no more');
    expect(worker.ended).toBe(false);
    working.abort('enough');
    expect(await first).toBe('enough');
    expect(worker.ended).toBe(true);
    (await started()).say({ id: 3, figures: nothing });
    await expect(third).resolves.toEqual(nothing);
    expect(workers).toHaveLength(2);
    expect(await reasonOf(client.recognize(ink, { signal: waiting.signal }))).toBe('no more');
  });
});
