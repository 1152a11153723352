import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The entry of a thread that goes wrong in this way. Threads do not see the query of their address. */
export function oddThread(mode: string): URL {
  const file = pathToFileURL(join(import.meta.dirname, 'odd-thread.ts'));
  return new URL(`data:text/javascript,globalThis.mode='${mode}';await import('${file}')`);
}
