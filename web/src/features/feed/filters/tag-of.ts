/** A tag as the hub keeps it, from what somebody types; null when nothing is left. The hub checks it again. */
export function tagOf(text: string): string | null {
  const tag = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#.]+/gu, '-')
    .replace(/^[-#]+|-+$/g, '');
  return tag === '' ? null : tag.slice(0, 32);
}
