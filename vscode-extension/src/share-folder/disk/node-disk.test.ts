import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    chmodSync(join(folder, 'shut'), 0o700);
    rmSync(folder, { recursive: true });
  }
});

/** Of a user whom the system may refuse something: it refuses nothing to root, who becomes nobody for this. */
function asOrdinaryUser(root: string, ask: string): unknown {
  const nobody = 65_534;
  const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  if (identity.uid !== undefined) {
    for (const path of [root, join(root, 'shut'), join(root, 'shut/inside.txt')]) chownSync(path, nobody, nobody);
  }
  chmodSync(join(root, 'shut'), 0);
  const script = `
    import { NodeDisk } from ${JSON.stringify(new URL('./node-disk.ts', import.meta.url).href)};
    const disk = new NodeDisk(${JSON.stringify(root)});
    const said = await (${ask})(disk).then((value) => ({ value }), (error) => ({ refused: error.code }));
    console.log(JSON.stringify(said));`;
  const options = ['--conditions=draftroom-source', '--input-type=module', '-e', script];
  return JSON.parse(execFileSync(process.execPath, options, { ...identity, cwd: '/', encoding: 'utf8' }));
}

describe('[SHARE-9] a folder that may not be read', () => {
  it('is no folder from which everything has gone', () => {
    const root = mkdtempSync(join(tmpdir(), 'draftroom-disk-'));
    folders.push(root);
    mkdirSync(join(root, 'shut'));
    writeFileSync(join(root, 'shut/inside.txt'), 'here\n');
    writeFileSync(join(root, 'beside.txt'), 'here\n');
    expect(asOrdinaryUser(root, "(disk) => disk.stat('shut/inside.txt')")).toEqual({ refused: 'EACCES' });
    expect(asOrdinaryUser(root, "(disk) => disk.read('shut/inside.txt')")).toEqual({ refused: 'EACCES' });
    const listed = asOrdinaryUser(root, 'async (disk) => (await disk.list(() => true)).files.map(({ path }) => path)');
    expect(listed).toEqual({ value: ['beside.txt'] });
    expect(asOrdinaryUser(root, "(disk) => disk.stat('away.txt')")).toEqual({ value: null });
  });
});
