import { thumbHashToDataURL } from 'thumbhash';

/** A blurred picture of a few bytes, as a data address; null when the bytes are none. */
export function thumbhashPicture(base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return bytes.length < 5 ? null : thumbHashToDataURL(bytes);
  } catch {
    return null;
  }
}
