/** What every measured server process answers to the bench: how much CPU and memory it has used. */
import process from 'node:process';

export interface ServerFigures {
  /** Microseconds of all threads, user and system. */
  readonly cpu: number;
  /** Bytes, after a collection. */
  readonly memory: number;
}

export type ServerRequest =
  | { readonly kind: 'figures'; readonly collect: boolean }
  | { readonly kind: 'prepare'; readonly documents: readonly string[] };

/** `prepare`: makes documents exist, where the server does not do so by itself. */
export function serveBench(
  port: number,
  prepare: (documents: readonly string[]) => Promise<void> = async () => {},
): void {
  process.on('message', async (request: ServerRequest) => {
    if (request.kind === 'prepare') {
      await prepare(request.documents);
      process.send?.({ prepared: true });
      return;
    }
    if (request.collect) for (let i = 0; i < 3; i++) globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu: user + system, memory: process.memoryUsage.rss() } satisfies ServerFigures);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port });
}
