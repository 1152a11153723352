/** kill -9 of a hub that works on a drawing, at any moment. `KILLS=50` for a longer run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Child } from '../src/sync/testing/child.ts';

const rounds = Number(process.env.KILLS ?? 4);
const server = join(import.meta.dirname, 'drawing-server.ts');

interface Found {
  readonly id: string;
  readonly preview: number;
  readonly report: number;
}

test(`[DJOB-4] no kill in ${rounds} leaves half a result or an older one, and what was cut off is made later`, {
  timeout: 60_000 * (rounds + 1),
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'draftroom-drawing-kill-'));
  const children: Child[] = [];
  const start = async (...args: string[]): Promise<Found> => {
    const child = new Child(server, [folder, ...args]);
    children.push(child);
    return JSON.parse(await child.line((line) => line.startsWith('{'))) as Found;
  };
  try {
    let before: Found = await start();
    for (let round = 0; round < rounds; round++) {
      await children.at(-1)?.line((line) => line === 'working');
      // From before the thread has read its code until results follow each other, however long that takes here.
      if (round === rounds - 1) await children.at(-1)?.line((line) => line === 'made');
      await new Promise((resolve) => setTimeout(resolve, (3_000 * round) / rounds + Math.random() * 700));
      await children.at(-1)?.kill();
      const found = await start(before.id, round === rounds - 1 ? 'finish' : '');
      expect(found.preview).toBeGreaterThanOrEqual(before.preview);
      expect(found.report).toBeGreaterThanOrEqual(before.report);
      before = found;
    }
    expect(before.preview).toBeGreaterThan(0);
    await children.at(-1)?.line((line) => line === 'done');
  } finally {
    await children.at(-1)?.kill();
    await rm(folder, { recursive: true, force: true });
  }
});
