/** Moderators are made by whoever runs the hub, while it does not run. */
import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { built } from './built.ts';
import { type HubProcess, startHub, type TestPerson } from './harness.ts';

const run = promisify(execFile);

/** Stops the hub of this folder and starts it again when these people are moderators. */
export async function makeModerators(hub: HubProcess, people: readonly TestPerson[]): Promise<HubProcess> {
  await hub.stop();
  for (const { email } of people) {
    const { stdout } = await run(process.execPath, ['core/dist/admin.js', 'role', email, 'moderator'], {
      cwd: built,
      env: { ...process.env, ...hub.environment },
    });
    expect(stdout).toContain('is moderator now');
  }
  return await startHub({ DRAFTROOM_DATA_DIR: hub.dataDir });
}
