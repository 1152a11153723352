/** The bytes of pictures and what they are, by their first bytes and never by a name. */

export function bytesOfDataUrl(url: string): Uint8Array<ArrayBuffer> {
  const comma = url.indexOf(',');
  const [head, body] = [url.slice(0, comma), url.slice(comma + 1)];
  if (!/^data:image\/[\w.+-]+(;[\w=-]+)*;base64$/.test(head)) throw new Error('no picture in base 64');
  return Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
}

const chunk = 32_768;

/** Null for what no board shows. */
export function dataUrlOf(bytes: Uint8Array): string | null {
  const type = imageType(bytes);
  if (type === null) return null;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  return `data:${type};base64,${btoa(text)}`;
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function endingOf(mimeType: string): string {
  const name = mimeType.split('/')[1]?.split('+')[0] ?? 'png';
  return /^[a-z]{2,8}$/.test(name) ? name : 'bin';
}

function imageType(bytes: Uint8Array): string | null {
  const starts = (at: number, ...wanted: number[]) => wanted.every((byte, index) => bytes[at + index] === byte);
  const says = (at: number, word: string) => starts(at, ...[...word].map((letter) => letter.charCodeAt(0)));
  if (starts(0, 0x89) && says(1, 'PNG')) return 'image/png';
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (says(0, 'GIF8')) return 'image/gif';
  if (says(0, 'RIFF') && says(8, 'WEBP')) return 'image/webp';
  if (says(4, 'ftypavif')) return 'image/avif';
  if (says(0, 'BM')) return 'image/bmp';
  const head = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  return /^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(head) ? 'image/svg+xml' : null;
}
