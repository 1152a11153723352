import * as encoding from 'lib0/encoding';

/**
 * Two well-formed updates that take Yjs time by the square of `count`: a text, and items that all start behind its
 * first character and end before a later one each, so that every one of them has to pass all others.
 */
export function crossed(count: number): [text: Uint8Array, items: Uint8Array] {
  const text = encoding.encode((encoder) => {
    for (const number of [1, 1, 1, 0]) encoding.writeVarUint(encoder, number);
    encoding.writeUint8(encoder, 4);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 'content');
    encoding.writeVarString(encoder, 'a'.repeat(count + 2));
    encoding.writeVarUint(encoder, 0);
  });
  return [text, crossedItems(0, count)];
}

/** The items from `from` on alone: an update that follows what was there before. */
export function crossedItems(from: number, count: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, count, 5, from]) encoding.writeVarUint(encoder, number);
    for (let i = from; i < from + count; i++) {
      encoding.writeUint8(encoder, 0xc4);
      for (const number of [1, 0, 1, i + 1]) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, 'x');
    }
    encoding.writeVarUint(encoder, 0);
  });
}
