/**
 * What a file names beside it, as a path of the same set of files. Null for what lies outside: other hosts, the root,
 * data that is in the name itself. Nothing of that is ever fetched.
 */
export function resolveReference(from: string, reference: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference) || reference.startsWith('/') || reference.includes('\\')) return null;
  const path = decoded(reference.replace(/[?#].*$/s, ''));
  if (path === null) return null;
  const segments = from.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return null;
    } else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.length === 0 ? null : segments.join('/').normalize('NFC');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
