/** Which file of a release a model means by a reference in it. Pure. */

/** A reference that leads nowhere within the release: other hosts are never asked. */
export class MissingFile extends Error {
  readonly reference: string;

  constructor(reference: string) {
    super(`not in the release: ${reference}`);
    this.reference = reference;
  }
}

/**
 * The path of the release that `reference` means in the file at `from`; null for what lies outside the release or on
 * another host. References are URIs: `Textures/wood%20dark.png`, `../shared/a.bin`.
 */
export function pathOf(reference: string, from: string): string | null {
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(reference)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(reference.split(/[?#]/)[0] ?? '');
  } catch {
    decoded = reference;
  }
  const path = from.split('/').slice(0, -1);
  for (const part of decoded.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') path.push(part);
    else if (path.pop() === undefined) return null;
  }
  return path.length === 0 ? null : path.join('/');
}

export interface GivenFile {
  readonly path: string;
  readonly url: string;
}

/** Addresses by path. Where no path fits exactly, one that differs only in capitals does: models are made on Windows, too. */
export function addressesOf(files: readonly GivenFile[], from: string): (reference: string) => string | null {
  const exact = new Map(files.map(({ path, url }) => [path, url]));
  const loose = new Map(files.map(({ path, url }) => [path.toLowerCase(), url]));
  return (reference) => {
    const path = pathOf(reference, from);
    return path === null ? null : (exact.get(path) ?? loose.get(path.toLowerCase()) ?? null);
  };
}

/** The bytes of `data:…;base64,…`. The content security policy lets nobody fetch such an address. */
export function bytesOf(dataUri: string): ArrayBuffer {
  const comma = dataUri.indexOf(',');
  const [head, body] = [dataUri.slice(0, comma), dataUri.slice(comma + 1)];
  if (!/;base64$/i.test(head)) return Uint8Array.from(new TextEncoder().encode(decodeURIComponent(body))).buffer;
  return Uint8Array.from(atob(decodeURIComponent(body)), (letter) => letter.charCodeAt(0)).buffer;
}
