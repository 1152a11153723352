/** Short messages at the edge of the screen. A store without React, so that anything may speak. */

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'error';
  /** Takes back what was done, or leads to what the message is about. */
  readonly action?: { readonly label: string; run(): void };
  /** Milliseconds until it goes by itself; the count rests while it is pointed at or has the focus. */
  readonly stays: number;
}

export type NewToast = { text: string; tone?: Toast['tone']; action?: Toast['action']; stays?: number };

/** Destructive actions can be undone for this long. */
export const undoTime = 10_000;
const plainTime = 5_000;
const mostAtOnce = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

export function showToast({ text, tone = 'plain', action, stays }: NewToast): number {
  const id = nextId++;
  const time = stays ?? (action !== undefined || tone === 'error' ? undoTime : plainTime);
  const same = toasts.filter((toast) => toast.text !== text);
  replace([...same, { id, text, tone, stays: time, ...(action === undefined ? {} : { action }) }].slice(-mostAtOnce));
  return id;
}

export function dismissToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id));
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

export function onToastsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}
