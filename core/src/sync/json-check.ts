/** Deeper values would overflow the stack of whoever encodes the document again. */
export const deepestValue = 100;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** Whether `JSON.parse` takes the (well-formed UTF-8) bytes, told without building the value. */
export function isJson(bytes: Uint8Array, from: number, to: number): boolean {
  const end = skipSpace(bytes, skipValue(bytes, skipSpace(bytes, from, to), to, 0), to);
  return end === to;
}

/** Each `skip…` returns the place after what it read, or beyond `to` when there is none. */
function skipValue(bytes: Uint8Array, at: number, to: number, depth: number): number {
  const nowhere = to + 1;
  if (at >= to) return nowhere;
  switch (bytes[at]) {
    case quote:
      return skipString(bytes, at, to);
    case openList:
    case openObject:
      return depth === deepestValue ? nowhere : skipContainer(bytes, at, to, depth + 1);
    case 0x74:
      return skipWord(bytes, at, to, 'true');
    case 0x66:
      return skipWord(bytes, at, to, 'false');
    case 0x6e:
      return skipWord(bytes, at, to, 'null');
    default:
      return skipNumber(bytes, at, to);
  }
}

function skipContainer(bytes: Uint8Array, open: number, to: number, depth: number): number {
  const nowhere = to + 1;
  const isObject = bytes[open] === openObject;
  const close = isObject ? closeObject : closeList;
  let at = skipSpace(bytes, open + 1, to);
  if (at < to && bytes[at] === close) return at + 1;
  while (at < to) {
    if (isObject) {
      if (bytes[at] !== quote) return nowhere;
      at = skipSpace(bytes, skipString(bytes, at, to), to);
      if (at >= to || bytes[at] !== colon) return nowhere;
      at = skipSpace(bytes, at + 1, to);
    }
    at = skipSpace(bytes, skipValue(bytes, at, to, depth), to);
    if (at >= to) return nowhere;
    if (bytes[at] === close) return at + 1;
    if (bytes[at] !== comma) return nowhere;
    at = skipSpace(bytes, at + 1, to);
  }
  return nowhere;
}

function skipString(bytes: Uint8Array, open: number, to: number): number {
  const nowhere = to + 1;
  let at = open + 1;
  while (at < to) {
    const byte = bytes[at] as number;
    if (byte === quote) return at + 1;
    if (byte < 0x20) return nowhere;
    if (byte !== backslash) {
      at += 1;
      continue;
    }
    const escaped = at + 1 < to ? String.fromCharCode(bytes[at + 1] as number) : '';
    if (escaped === 'u') {
      for (let i = 2; i < 6; i++) {
        if (at + i >= to || !isHex(bytes[at + i] as number)) return nowhere;
      }
      at += 6;
    } else if (escaped !== '' && '"\\/bfnrt'.includes(escaped)) {
      at += 2;
    } else {
      return nowhere;
    }
  }
  return nowhere;
}

function skipNumber(bytes: Uint8Array, from: number, to: number): number {
  const nowhere = to + 1;
  let at = from;
  if (bytes[at] === 0x2d) at += 1;
  if (at >= to) return nowhere;
  if (bytes[at] === 0x30) {
    at += 1;
  } else {
    const digits = skipDigits(bytes, at, to);
    if (digits === at) return nowhere;
    at = digits;
  }
  if (at < to && bytes[at] === 0x2e) {
    const digits = skipDigits(bytes, at + 1, to);
    if (digits === at + 1) return nowhere;
    at = digits;
  }
  if (at < to && (bytes[at] === 0x65 || bytes[at] === 0x45)) {
    at += 1;
    if (at < to && (bytes[at] === 0x2b || bytes[at] === 0x2d)) at += 1;
    const digits = skipDigits(bytes, at, to);
    if (digits === at) return nowhere;
    at = digits;
  }
  return at;
}

function skipDigits(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) at += 1;
  return at;
}

function skipWord(bytes: Uint8Array, at: number, to: number, word: string): number {
  if (at + word.length > to) return to + 1;
  for (let i = 0; i < word.length; i++) {
    if (bytes[at + i] !== word.charCodeAt(i)) return to + 1;
  }
  return at + word.length;
}

function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    at += 1;
  }
  return at;
}

function isHex(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}
