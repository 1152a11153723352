import { describe, expect, it } from 'vitest';
import { collectFiles, singleZip } from './dropped-entries.ts';
import { type ImportProgress, readLines } from './run-import.ts';

function stream(...chunks: string[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

const result = { documents: 2, files: 1, replaced: 0, skipped: [] };

describe('the answer to an import', () => {
  it('is read line by line, wherever it is cut', async () => {
    const seen: ImportProgress[] = [];
    const body = stream('{"done":1,"tot', 'al":3}\n{"done":3,"total":3}\n', JSON.stringify({ result }));
    expect(await readLines(body, (progress) => seen.push(progress))).toEqual(result);
    expect(seen).toEqual([
      { phase: 'unpacking', done: 1, total: 3 },
      { phase: 'unpacking', done: 3, total: 3 },
    ]);
  });

  it('throws the hub’s error, and one of its own when the answer ends early', async () => {
    const error = { code: 'bad_archive', message: 'It cannot be read.', retryable: false };
    await expect(readLines(stream(`${JSON.stringify({ error })}\n`), () => {})).rejects.toMatchObject({
      code: 'bad_archive',
      message: 'It cannot be read.',
    });
    await expect(readLines(stream('{"done":1,"total":9}\n'), () => {})).rejects.toMatchObject({ code: 'unreachable' });
    await expect(readLines(null, () => {})).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('what was chosen', () => {
  const file = (path: string): File => {
    const made = new File(['x'], path.split('/').at(-1) ?? '');
    Object.defineProperty(made, 'webkitRelativePath', { value: path.includes('/') ? path : '' });
    return made;
  };

  it('keeps paths and leaves out what a tool makes again', () => {
    const { entries, leftOut } = collectFiles(
      ['app/src/a.ts', 'app/node_modules/x/i.js', 'app/node_modules/y/i.js', 'app/.git/HEAD', 'app/.DS_Store'].map(
        file,
      ),
    );
    expect(entries.map((entry) => entry.path)).toEqual(['app/src/a.ts']);
    expect(leftOut).toEqual(['app/node_modules', 'app/.git']);
  });

  it('sends one zip as it is', () => {
    expect(singleZip(collectFiles([file('Project.ZIP')]))?.name).toBe('Project.ZIP');
    expect(singleZip(collectFiles([file('a.zip'), file('b.txt')]))).toBeNull();
    expect(singleZip(collectFiles([file('a.txt')]))).toBeNull();
  });
});
