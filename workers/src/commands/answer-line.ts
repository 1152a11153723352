import { InkError } from '../recognition/ink.ts';
import type { Model } from '../recognition/model.ts';
import { recognize } from '../recognition/recognize.ts';

/** The answer to one line of the recognize command. Never throws. */
export function answerLine(line: string, model: Model): string {
  let id: unknown;
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null) throw new InkError('not-a-drawing');
    id = 'id' in parsed ? parsed.id : undefined;
    // What it holds is for `recognize` to check.
    const strokes = 'strokes' in parsed ? (parsed.strokes as Parameters<typeof recognize>[0]) : [];
    if (!Array.isArray(strokes) || !('strokes' in parsed)) throw new InkError('not-a-drawing');
    const { shape, confidence } = recognize(strokes, model);
    return JSON.stringify({ id, shape, confidence: Math.round(confidence * 1e4) / 1e4 });
  } catch (error) {
    return JSON.stringify({ id, error: codeOf(error) });
  }
}

function codeOf(error: unknown): string {
  if (error instanceof InkError) return error.code;
  return error instanceof SyntaxError ? 'not-json' : 'failed';
}
