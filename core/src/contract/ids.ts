/** Ids and codes that people and programs pass around. */

const idAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 20 characters of lower-case Crockford base 32: 45 bits of milliseconds, then 55 random bits; sorts by time. */
export function newId(now: number = Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => void = fillRandom): string {
  let time = '';
  let rest = Math.floor(now);
  for (let i = 0; i < 9; i++) {
    time = idAlphabet[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  return time + randomText(11, idAlphabet, random);
}

/** The milliseconds that an id was made at. */
function idTime(id: string): number {
  let time = 0;
  for (const letter of id.slice(0, 9)) time = time * 32 + idAlphabet.indexOf(letter);
  return time;
}

/** An id that sorts after `last`, whatever the clocks of several processes say; the caller holds what it is last in. */
export function newIdAfter(last: string | null, now: number): string {
  return newId(last === null ? now : Math.max(now, idTime(last) + 1));
}

export const idPattern = /^[0-9a-hjkmnp-tv-z]{20}$/;

/** Letters and digits that are not mistaken for each other when read aloud: 31 characters, no 0 O 1 I L. */
const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A room's code, e.g. `K7PM2X`: 31^6, about 887 million. */
export function newRoomCode(random: (bytes: Uint8Array<ArrayBuffer>) => void = fillRandom): string {
  return randomText(6, codeAlphabet, random);
}

/** Accepts what people type: lower case, spaces and dashes. */
export function normaliseRoomCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '');
}

export const roomCodePattern = /^[2-9A-HJKMNP-Z]{6}$/;

/** An unbiased random string over an alphabet of at most 64 characters. */
export function randomText(
  length: number,
  alphabet: string,
  random: (bytes: Uint8Array<ArrayBuffer>) => void = fillRandom,
): string {
  const mask = alphabet.length > 32 ? 63 : 31;
  const bytes = new Uint8Array(length * 2);
  let text = '';
  while (text.length < length) {
    random(bytes);
    for (const byte of bytes) {
      const letter = alphabet[byte & mask];
      if (letter !== undefined && text.length < length) text += letter;
    }
  }
  return text;
}

function fillRandom(bytes: Uint8Array<ArrayBuffer>): void {
  globalThis.crypto.getRandomValues(bytes);
}
