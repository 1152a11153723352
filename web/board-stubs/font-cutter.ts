/** Pictures carry whole fonts. The real one compiles code, which the content security policy forbids. */
export const Commands = {};
export const WorkerUrl = undefined;

const chunk = 32_768;

export function toBase64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < all.length; at += chunk) text += String.fromCharCode(...all.subarray(at, at + chunk));
  return `data:font/woff2;base64,${btoa(text)}`;
}

export async function subsetToBase64(bytes: ArrayBuffer): Promise<string> {
  return toBase64(bytes);
}

export async function subsetToBinary(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  return bytes;
}
