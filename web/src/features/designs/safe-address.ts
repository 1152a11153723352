/** Where a link that a stranger wrote may lead: the web, mail, or a path of this hub. Null for everything else. Pure. */
export function safeAddress(address: string | undefined): string | null {
  if (address === undefined || address === '') return null;
  const scheme = /^\s*([^/?#:]*):/.exec(address)?.[1];
  if (scheme !== undefined)
    return /^(?:https?|mailto)$/i.test(scheme) && !/\s/.test(address.trim()) ? address.trim() : null;
  // Browsers read backslashes as slashes: `/\host` leads away.
  return /[\\\p{Cc}]/u.test(address) ? null : address;
}
