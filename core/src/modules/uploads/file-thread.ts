/** `FileWork` by a thread whose file somebody else brings. */
import { HubError } from '../../contract/errors.ts';
import type { FileTask, FoundFile } from '../../contract/file-work.ts';
import { because } from '../../contract/reasons.ts';
import { TaskThread, type ThreadOptions } from '../../platform/task-thread.ts';
import type { FileWork } from './ports.ts';

/** `entry`: a file that speaks `contract/file-work.ts`. */
export function createFileWork(entry: URL, options: ThreadOptions = {}): FileWork {
  const thread = new TaskThread<FileTask, FoundFile>({ entry, copy, tooMuch }, { mostTime: 120_000, ...options });
  return {
    check: (task, beside, signal) => thread.ask(task, beside, signal),
    close: () => thread.close(),
  };
}

function copy(task: FileTask): { task: FileTask; buffers: ArrayBuffer[] } {
  const bytes = new Uint8Array(task.bytes);
  return { task: { ...task, bytes }, buffers: [bytes.buffer] };
}

function tooMuch({ bytes }: FileTask): HubError {
  const isModel = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'glTF';
  return isModel
    ? new HubError('bad_model', { reason: because('tooMuchWork') })
    : new HubError('bad_picture', { reason: because('tooMuchWork') });
}
