import type { ByteReader } from './byte-reader.ts';
import { deepestValue, isJson } from './json-check.ts';

/** The numbers that Yjs gives to the contents of a struct (info & 31). */
export const structRef = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  subdocument: 9,
  skip: 10,
} as const;

const undefinedWord = [...'undefined'].map((letter) => letter.charCodeAt(0));
const unsafeKey = [...'__proto__'].map((letter) => letter.charCodeAt(0));
const highestTypeRef = 6;
const xmlElementRef = 3;
const xmlHookRef = 5;

/** Steps over the content of an item and returns how many clocks it takes. */
export function skipContent(reader: ByteReader, ref: number): number {
  switch (ref) {
    case structRef.string:
      return atLeastOne(reader, reader.string());
    case structRef.deleted:
      return atLeastOne(reader, reader.varUint());
    case structRef.any:
      return skipAnyList(reader);
    case structRef.type:
      return skipType(reader);
    case structRef.format:
      reader.string();
      return skipJson(reader, false);
    case structRef.embed:
      return skipJson(reader, false);
    case structRef.binary:
      reader.skip(reader.varUint());
      return 1;
    case structRef.json:
      return skipJsonList(reader);
    case structRef.subdocument:
      return reader.fail('subdocument');
    default:
      return reader.fail('unknown-struct');
  }
}

function atLeastOne(reader: ByteReader, length: number): number {
  if (length === 0) reader.fail('empty-struct');
  return length;
}

function skipType(reader: ByteReader): number {
  const ref = reader.varUint();
  if (ref > highestTypeRef) reader.fail('unknown-type');
  if (ref === xmlElementRef || ref === xmlHookRef) reader.string();
  return 1;
}

function skipJsonList(reader: ByteReader): number {
  const count = atLeastOne(reader, reader.count(2));
  for (let i = 0; i < count; i++) skipJson(reader, true);
  return count;
}

function skipJson(reader: ByteReader, mayBeUndefined: boolean): number {
  const byteLength = reader.varUint();
  const from = reader.pos;
  // Only well-formed UTF-8 may be looked at byte by byte.
  reader.text(byteLength);
  if (mayBeUndefined && isWord(reader.bytes, from, reader.pos, undefinedWord)) return 1;
  if (!isJson(reader.bytes, from, reader.pos)) reader.fail('invalid-json');
  return 1;
}

function skipAnyList(reader: ByteReader): number {
  const count = atLeastOne(reader, reader.count(1));
  for (let i = 0; i < count; i++) skipAny(reader, 0);
  return count;
}

/** lib0's schema-less values. */
function skipAny(reader: ByteReader, depth: number): void {
  if (depth > deepestValue) reader.fail('nested-too-deep');
  switch (reader.byte()) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      reader.skipVarInt();
      return;
    case 124:
      reader.skip(4);
      return;
    case 123:
    case 122:
      reader.skip(8);
      return;
    case 119:
      reader.string();
      return;
    case 118:
      skipAnyObject(reader, depth);
      return;
    case 117: {
      const count = reader.count(1);
      for (let i = 0; i < count; i++) skipAny(reader, depth + 1);
      return;
    }
    case 116:
      reader.skip(reader.varUint());
      return;
    default:
      reader.fail('unknown-value');
  }
}

function skipAnyObject(reader: ByteReader, depth: number): void {
  const count = reader.count(2);
  for (let i = 0; i < count; i++) {
    const byteLength = reader.varUint();
    const from = reader.pos;
    reader.text(byteLength);
    // Readers assign keys one by one: this one would swap the prototype, and is lost when encoded again.
    if (isWord(reader.bytes, from, reader.pos, unsafeKey)) reader.fail('unsafe-key');
    skipAny(reader, depth + 1);
  }
}

function isWord(bytes: Uint8Array, from: number, to: number, word: readonly number[]): boolean {
  if (to - from !== word.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (bytes[from + i] !== word[i]) return false;
  }
  return true;
}
