import { isAscii } from 'node:buffer';

/** Why an update was refused; for logs and tests, never shown to people. */
export type MalformedReason =
  | 'truncated'
  | 'trailing-bytes'
  | 'number-out-of-range'
  | 'number-overlong'
  | 'count-exceeds-bytes'
  | 'empty-section'
  | 'duplicate-section'
  | 'empty-struct'
  | 'clock-overflow'
  | 'unknown-struct'
  | 'unknown-parent-kind'
  | 'unknown-type'
  | 'subdocument'
  | 'invalid-utf8'
  | 'invalid-json'
  | 'unknown-value'
  | 'unsafe-key'
  | 'nested-too-deep'
  | 'depends-on-itself'
  | 'empty-deletion';

/** Bytes that are not exactly one Yjs update (format V1) of the kinds of content that documents hold. */
export class MalformedUpdateError extends Error {
  override readonly name = 'MalformedUpdateError';
  readonly reason: MalformedReason;
  readonly offset: number;

  constructor(reason: MalformedReason, offset: number) {
    super(`malformed update: ${reason} at byte ${offset}`);
    this.reason = reason;
    this.offset = offset;
  }
}

/** Below this length the call into native code costs more than it saves. */
const nativeScanLength = 192;

/** A cursor over untrusted bytes: every step checks its bounds and nothing is copied. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly length: number;
  pos: number;

  constructor(bytes: Uint8Array, pos = 0) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.pos = pos;
  }

  fail(reason: MalformedReason): never {
    throw new MalformedUpdateError(reason, this.pos);
  }

  byte(): number {
    if (this.pos >= this.length) this.fail('truncated');
    return this.bytes[this.pos++] as number;
  }

  /** At most 2^53 - 1, in the one shortest form. */
  varUint(): number {
    if (this.pos >= this.length) this.fail('truncated');
    const first = this.bytes[this.pos++] as number;
    return first < 0x80 ? first : this.longVarUint(first & 0x7f, 0x80);
  }

  /** lib0's signed form: sign in bit 7 of the first byte. Only stepped over. */
  skipVarInt(): void {
    const first = this.byte();
    if (first >= 0x80) this.longVarUint(first & 0x3f, 0x40);
  }

  /** A count of things that take at least `least` bytes each. */
  count(least: number): number {
    const count = this.varUint();
    if (count * least > this.length - this.pos) this.fail('count-exceeds-bytes');
    return count;
  }

  skip(length: number): void {
    if (length > this.length - this.pos) this.fail('truncated');
    this.pos += length;
  }

  /** Steps over a string and returns its length in UTF-16 units, the length that Yjs counts. */
  string(): number {
    return this.text(this.varUint());
  }

  text(byteLength: number): number {
    const from = this.pos;
    this.skip(byteLength);
    return this.utf16Length(from, this.pos);
  }

  private longVarUint(low: number, firstScale: number): number {
    let value = low;
    for (let scale = firstScale; scale <= Number.MAX_SAFE_INTEGER; scale *= 128) {
      if (this.pos >= this.length) this.fail('truncated');
      const byte = this.bytes[this.pos++] as number;
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) this.fail('number-out-of-range');
      if (byte < 0x80) {
        if (byte === 0) this.fail('number-overlong');
        return value;
      }
    }
    return this.fail('number-overlong');
  }

  /** As strict as `TextDecoder` with `fatal`, which throws in every client. */
  private utf16Length(from: number, to: number): number {
    const { bytes } = this;
    if (to - from >= nativeScanLength && isAscii(bytes.subarray(from, to))) return to - from;
    let units = 0;
    let at = from;
    while (at < to) {
      const lead = bytes[at] as number;
      if (lead < 0x80) {
        at += 1;
        units += 1;
        continue;
      }
      const size = sequenceLength(bytes, at, to);
      if (size === 0) {
        this.pos = at;
        this.fail('invalid-utf8');
      }
      at += size;
      units += size === 4 ? 2 : 1;
    }
    return units;
  }
}

/** Bytes of the well-formed sequence at `at` (2 to 4); 0 when it is none. */
function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at] as number;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + size > to) return 0;
  const second = bytes[at + 1] as number;
  // Over-long forms, surrogates and code points above U+10FFFF show in the second byte.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let i = 2; i < size; i++) {
    if (((bytes[at + i] as number) & 0xc0) !== 0x80) return 0;
  }
  return size;
}
