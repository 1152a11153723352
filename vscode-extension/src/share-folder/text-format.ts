/** A text as a file has it: with its own line ends, and a byte order mark if it had one. Pure. */
import { normaliseLineEnds } from '@draftroom/core/model/text/text-edits';
import type { PositionedEdit, TextPosition } from '../text-binding/editor-text.ts';

export interface FileText {
  readonly bytes: Uint8Array;
  /** With LF line ends, as the room has it. */
  readonly text: string;
  /** As it is in the file, without the mark. */
  readonly raw: string;
  readonly hasMark: boolean;
}

const mark = '\ufeff';

/** Null: no text as rooms keep them (UTF-8 without NUL). PDFs may look like one. */
export function readFileText(bytes: Uint8Array): FileText | null {
  const whole = decode(bytes);
  if (whole === null || whole.includes('\0')) return null;
  const hasMark = whole.startsWith(mark);
  const raw = hasMark ? whole.slice(mark.length) : whole;
  // A second mark at the start, which the hub would take off, or a PDF.
  if (raw.startsWith(mark) || raw.startsWith('%PDF-')) return null;
  return { bytes, text: normaliseLineEnds(raw), raw, hasMark };
}

/** UTF-16 with its mark: the hub would make a UTF-8 text of it, which is not what is in the file. */
export function isForeignEncoding(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** A text as a new file, or in place of one, whose line ends and mark it takes over. */
export function writeFileText(text: string, like?: FileText): FileText {
  const lineEnd = like === undefined ? '\n' : usualLineEnd(like.raw);
  return make(lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd), like?.hasMark ?? false);
}

/** Edits in positions of `text`; every line that they leave alone keeps its own line end. */
export function editFileText(file: FileText, edits: readonly PositionedEdit[], after: string): FileText {
  const starts = lineStarts(file.raw);
  const lineEnd = usualLineEnd(file.raw);
  const offset = ({ line, character }: TextPosition) =>
    Math.min((starts[line] ?? file.raw.length) + character, file.raw.length);
  let raw = '';
  let at = 0;
  for (const { start, end, text } of edits) {
    const from = offset(start);
    raw += file.raw.slice(at, from) + (lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd));
    at = offset(end);
  }
  raw += file.raw.slice(at);
  // A CR that stood alone may have come to stand before an LF: the two would be one line end.
  return normaliseLineEnds(raw) === after ? make(raw, file.hasMark) : writeFileText(after, file);
}

function make(raw: string, hasMark: boolean): FileText {
  const bytes = new TextEncoder().encode(hasMark ? mark + raw : raw);
  return { bytes, text: normaliseLineEnds(raw), raw, hasMark };
}

function usualLineEnd(raw: string): '\n' | '\r\n' | '\r' {
  const crlf = raw.split('\r\n').length - 1;
  const lf = raw.split('\n').length - 1 - crlf;
  const cr = raw.split('\r').length - 1 - crlf;
  if (crlf > lf && crlf >= cr) return '\r\n';
  return cr > lf ? '\r' : '\n';
}

function lineStarts(raw: string): number[] {
  return [0, ...[...raw.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
