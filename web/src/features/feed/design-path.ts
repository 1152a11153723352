export function designPath(designId: string): string {
  return `/designs/${encodeURIComponent(designId)}`;
}
