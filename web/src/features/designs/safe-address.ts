/** Where a link that a stranger wrote may lead: the web, mail, or a path of this hub. Null for everything else. Pure. */
export function safeAddress(address: string | undefined): string | null {
  const trimmed = address?.trim() ?? '';
  // Browsers read backslashes as slashes and leave out control characters: `/\host` leads away, as `//host` does.
  if (/[\\\s\p{Cc}]/u.test(trimmed)) return null;
  return /^(?:https?:\/\/|mailto:|\/(?!\/))/i.test(trimmed) ? trimmed : null;
}
