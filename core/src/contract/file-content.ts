/** What the bytes of a file are: a text that can be edited together, or something else. Pure. */

export type FileContent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'binary'; readonly mediaType: string };

/**
 * Texts are UTF-8, or UTF-16 with its mark, and hold no NUL; a mark is taken off, line ends become LF. Whatever can be
 * read as text is one, except PDFs, some of which happen to be plain ASCII.
 */
export function readFileContent(bytes: Uint8Array): FileContent {
  const text = decodeText(bytes);
  if (text === null || text.startsWith('%PDF-')) {
    return { type: 'binary', mediaType: mediaTypeOf(bytes) ?? 'application/octet-stream' };
  }
  return { type: 'text', text: text.replace(/\r\n?/g, '\n') };
}

/** By the first bytes, never by name: a name may lie. Null for what is not known. */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  for (const { magic, mediaType } of signatures) {
    if (magic.every((byte, i) => byte === null || bytes[i] === byte)) return mediaType;
  }
  return null;
}

/** What a browser may show by itself without running anything. */
export function isShownInline(mediaType: string): boolean {
  return /^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(mediaType);
}

function decodeText(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

interface Signature {
  readonly magic: readonly (number | null)[];
  readonly mediaType: string;
}

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const any = (count: number): null[] => Array.from({ length: count }, () => null);
const starts = (mediaType: string, ...magic: (number | null)[]): Signature => ({ magic, mediaType });

const signatures: readonly Signature[] = [
  starts('image/png', 0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a),
  starts('image/jpeg', 0xff, 0xd8, 0xff),
  starts('image/gif', ...ascii('GIF8'), null, ...ascii('a')),
  starts('image/webp', ...ascii('RIFF'), ...any(4), ...ascii('WEBP')),
  starts('audio/wav', ...ascii('RIFF'), ...any(4), ...ascii('WAVE')),
  starts('image/avif', 0, 0, 0, null, ...ascii('ftypavif')),
  starts('audio/mp4', 0, 0, 0, null, ...ascii('ftypM4A')),
  starts('video/mp4', 0, 0, 0, null, ...ascii('ftyp')),
  starts('image/x-icon', 0, 0, 1, 0),
  starts('application/pdf', ...ascii('%PDF-')),
  starts('application/zip', ...ascii('PK'), 3, 4),
  starts('application/zip', ...ascii('PK'), 5, 6),
  starts('application/gzip', 0x1f, 0x8b),
  starts('application/x-7z-compressed', ...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c),
  starts('application/wasm', 0, ...ascii('asm')),
  starts('model/gltf-binary', ...ascii('glTF'), null, 0, 0, 0),
  starts('font/woff', ...ascii('wOFF')),
  starts('font/woff2', ...ascii('wOF2')),
  starts('font/otf', ...ascii('OTTO'), 0),
  starts('font/ttf', 0, 1, 0, 0, 0),
  starts('audio/mpeg', ...ascii('ID3'), null, 0),
  starts('audio/ogg', ...ascii('OggS'), 0),
  starts('audio/flac', ...ascii('fLaC'), 0),
  starts('video/webm', 0x1a, 0x45, 0xdf, 0xa3),
];
