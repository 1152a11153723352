/** The thread's side of `core/src/contract/thread-work.ts`: takes the tasks of a hub, one at a time. */
import { parentPort } from 'node:worker_threads';
import { isHubError } from '@draftroom/core/contract/errors';
import type { FromThread, ToThread } from '@draftroom/core/contract/thread-work';

/** Bytes that the task names; null where there are none. */
export type Beside = (wanted: string) => Promise<Uint8Array | null>;

/** Call it last: from here on tasks come. What it throws of the catalogue of errors is a refusal for good. */
export function serveTasks<Task, Result>(resultOf: (task: Task, beside: Beside) => Promise<Result>): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs in a worker thread');
  const asked = new Map<string, ((bytes: Uint8Array | null) => void)[]>();
  const tell = (message: FromThread<Result>) => port.postMessage(message);
  const beside: Beside = (wanted) =>
    new Promise((resolve) => {
      asked.set(wanted, [...(asked.get(wanted) ?? []), resolve]);
      tell({ wanted });
    });

  port.on('message', (message: ToThread<Task>) => {
    if ('task' in message) void answer(message.task);
    else {
      for (const resolve of asked.get(message.wanted) ?? []) resolve(message.bytes);
      asked.delete(message.wanted);
    }
  });
  tell({ ready: true });

  async function answer(task: Task): Promise<void> {
    asked.clear();
    try {
      tell({ result: await resultOf(task, beside) });
    } catch (error) {
      if (isHubError(error)) tell({ refused: { code: error.code, details: error.details ?? {} } });
      else tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
}
