/** `npm run -s analyze -w workers < drawing.excalidraw`: what a hub says of a drawing, as JSON. */
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { analyze } from '../analysis/analyze.ts';

try {
  const { elements } = parseExcalidraw(await text(process.stdin));
  process.stdout.write(`${JSON.stringify(await analyze(elements), null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
