/**
 * Keys that say where an element stands among the others: strings in plain order of their characters, between any two
 * of which there is room for another. The form is that of Excalidraw's `index` (an integer whose first letter tells
 * its length, then a fraction, base 62), so that boards and files keep theirs. Pure.
 */

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const zero = '0';
const first = 'a0';
/** The integer below which there is none: keys must not be equal to it, or nothing would fit in front of them. */
const smallestInteger = `A${zero.repeat(26)}`;
const longest = 400;

export function isOrderKey(key: unknown): key is string {
  if (typeof key !== 'string' || key.length > longest || !/^[A-Za-z][0-9A-Za-z]+$/.test(key)) return false;
  const length = integerLength(key);
  if (key.length < length || key === smallestInteger) return false;
  return key.length === length || !key.endsWith(zero);
}

/** A key between two (null: open end), or null where there is none because the keys are not in order. */
export function keyBetween(low: string | null, high: string | null): string | null {
  if (low !== null && high !== null && low >= high) return null;
  if (low === null) {
    if (high === null) return first;
    const whole = integerOf(high);
    if (whole === smallestInteger) return whole + middle('', high.slice(whole.length));
    return whole < high ? whole : stepInteger(whole, -1);
  }
  const whole = integerOf(low);
  const fraction = low.slice(whole.length);
  if (high === null) return stepInteger(whole, 1) ?? whole + middle(fraction, null);
  if (whole === integerOf(high)) return whole + middle(fraction, high.slice(whole.length));
  const next = stepInteger(whole, 1);
  return next !== null && next < high ? next : whole + middle(fraction, null);
}

/** `count` keys between two, in order. Empty where there are none. */
export function keysBetween(low: string | null, high: string | null, count: number): string[] {
  if (count <= 0) return [];
  if (low === null || high === null) {
    const keys: string[] = [];
    let edge = high === null ? low : high;
    for (let i = 0; i < count; i++) {
      const key: string | null = high === null ? keyBetween(edge, null) : keyBetween(null, edge);
      if (key === null) return [];
      keys.push(key);
      edge = key;
    }
    return high === null ? keys : keys.reverse();
  }
  const key = keyBetween(low, high);
  if (key === null) return [];
  const before = Math.floor(count / 2);
  return [...keysBetween(low, key, before), key, ...keysBetween(key, high, count - before - 1)];
}

/** 'a' has one digit, 'z' 26; below zero 'Z' has one and 'A' 26. */
function integerLength(key: string): number {
  const head = key.charCodeAt(0);
  return head >= 97 ? head - 97 + 2 : 90 - head + 2;
}

function integerOf(key: string): string {
  return key.slice(0, integerLength(key));
}

/** The neighbour of an integer; null where integers end. */
function stepInteger(whole: string, step: 1 | -1): string | null {
  const [wrapped, last] = step === 1 ? [zero, 'z'] : ['z', zero];
  let rest = '';
  for (let at = whole.length - 1; at > 0; at--) {
    const digit = whole.charAt(at);
    if (digit !== last) return whole.slice(0, at) + digits.charAt(digits.indexOf(digit) + step) + rest;
    rest += wrapped;
  }
  const head = whole.charAt(0);
  if (head === (step === 1 ? 'z' : 'A')) return null;
  if (head === (step === 1 ? 'Z' : 'a')) return step === 1 ? first : `Z${'z'}`;
  const next = String.fromCharCode(head.charCodeAt(0) + step);
  const length = integerLength(`${next}0`);
  return next + wrapped.repeat(length - 1);
}

/** A fraction between two that do not end with a zero; `high` null is one. */
function middle(low: string, high: string | null): string {
  if (high !== null) {
    let same = 0;
    while (same < high.length && (low.charAt(same) || zero) === high.charAt(same)) same++;
    if (same > 0) return high.slice(0, same) + middle(low.slice(same), high.slice(same));
  }
  const from = low === '' ? 0 : digits.indexOf(low.charAt(0));
  const to = high === null ? digits.length : digits.indexOf(high.charAt(0));
  if (to - from > 1) return digits.charAt(Math.round((from + to) / 2));
  if (high !== null && high.length > 1) return high.charAt(0);
  return digits.charAt(from) + middle(low.slice(1), null);
}
