/** The design that an address of this hub leads to, or an id itself; null for anything else. */
export function designIdOf(text: string, origin: string): string | null {
  const words = text.trim();
  if (/^[0-9a-z-]{8,64}$/i.test(words)) return words;
  try {
    const url = new URL(words, origin);
    const [, place, id] = url.pathname.split('/');
    return url.origin === origin && place === 'designs' && id !== undefined && id !== '' ? id : null;
  } catch {
    return null;
  }
}
