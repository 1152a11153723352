import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileLog } from './file-log.ts';
import { describeUpdateLog } from './testing/update-log-contract.ts';

for (const [name, segmentBytes] of [
  ['files', undefined],
  ['files with tiny segments', 200],
] as const) {
  describeUpdateLog(name, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'draftroom-log-'));
    return {
      open: () => openFileLog({ directory, segmentBytes }),
      dispose: () => rm(directory, { recursive: true }),
    };
  });
}
