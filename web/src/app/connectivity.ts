/** Whether this page can reach its hub, for the banner. Rooms have their own socket and their own mark. */
export interface Connectivity {
  readonly state: 'online' | 'offline' | 'unreachable';
  /** When the hub last answered. */
  readonly answeredAt: number;
}

let current: Connectivity = { state: navigator.onLine ? 'online' : 'offline', answeredAt: Date.now() };
const listeners = new Set<() => void>();

export function currentConnectivity(): Connectivity {
  return current;
}

export function onConnectivity(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function hubAnswered(): void {
  // The time alone is no reason to paint anything.
  if (current.state === 'online') current = { ...current, answeredAt: Date.now() };
  else set({ state: 'online', answeredAt: Date.now() });
}

export function hubFailed(): void {
  set({ ...current, state: navigator.onLine ? 'unreachable' : 'offline' });
}

function set(next: Connectivity): void {
  if (next.state === current.state) return;
  current = next;
  for (const listener of listeners) listener();
}

window.addEventListener('offline', () => set({ ...current, state: 'offline' }));
window.addEventListener('online', () => set({ ...current, state: 'online' }));
