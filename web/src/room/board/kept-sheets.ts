/** Where a person left the sheet of a drawing; as long as the window is open, however often the tab is changed. */
interface Sheet {
  scrollX: number;
  scrollY: number;
  zoom: number;
}

const key = (documentId: string) => `draftroom-board-${documentId}`;

export function keepSheet(documentId: string, { scrollX, scrollY, zoom }: Sheet): void {
  try {
    sessionStorage.setItem(key(documentId), JSON.stringify({ scrollX, scrollY, zoom }));
  } catch {
    // Storage is full or blocked: the drawing opens with everything in sight.
  }
}

export function keptSheet(documentId: string): Sheet | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(documentId)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return null;
    const { scrollX, scrollY, zoom } = kept as Partial<Sheet>;
    const known = [scrollX, scrollY, zoom].every((value) => typeof value === 'number' && Number.isFinite(value));
    return known && (zoom as number) > 0 ? (kept as Sheet) : null;
  } catch {
    return null;
  }
}
