/**
 * `npm run -s recognize -w workers`: JSON lines `{"id","strokes":[[[x,y,t?],…],…]}` on stdin, one line
 * `{"id","shape","confidence"}` each on stdout, in order. A line that is no drawing gets `{"id"?,"error"}`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { readModel } from '../recognition/model.ts';
import { answerLine } from './answer-line.ts';

const model = readModel(readFileSync(join(import.meta.dirname, '../../models/shapes.weights')));
// A reader that has enough closes its end.
process.stdout.on('error', () => process.exit(0));
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === '') continue;
  if (!process.stdout.write(`${answerLine(line, model)}\n`)) {
    await new Promise<void>((resolve) => process.stdout.once('drain', () => resolve()));
  }
}
