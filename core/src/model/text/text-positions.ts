/** Positions in a text that stay with the characters around them while others edit: what presence and anchors carry. */
import * as buffer from 'lib0/buffer';
import * as Y from 'yjs';

/**
 * Base 64 of a `Y.RelativePosition`. It stays behind the character before it, so that others' text lands after, or
 * in front of the character after it.
 */
export function encodePosition(content: Y.Text, offset: number, staysWith: 'before' | 'after' = 'before'): string {
  const position = Y.createRelativePositionFromTypeIndex(content, offset, staysWith === 'before' ? -1 : 0);
  return buffer.toBase64(Y.encodeRelativePosition(position));
}

/** Null when it is no position, or points into something else: peers can send anything. */
export function decodePosition(content: Y.Text, encoded: string): number | null {
  const { doc } = content;
  if (doc === null) return null;
  try {
    const position = Y.decodeRelativePosition(buffer.fromBase64(encoded));
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc);
    if (absolute === null || absolute.type !== content) return null;
    return Math.max(0, Math.min(absolute.index, content.length));
  } catch {
    return null;
  }
}
