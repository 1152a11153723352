import process from 'node:process';

/**
 * For glibc (`mallopt(3)`). By itself it raises the size from which on a block is mapped, and given back when it is
 * freed, to that of the largest one it has ever freed: after a burst of documents a hub would hold on to more than they
 * take. Fixed, the size stays; and threads share two arenas instead of two for each core.
 */
export const allocatorLimits = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' } as const;

/** They are read when a process begins, so this one begins anew, under the same id, unless they were chosen already. */
export function limitAllocator(): void {
  const chosen = Object.keys(allocatorLimits).some((name) => process.env[name] !== undefined);
  // Whoever has forked this process talks to it over a channel that would not be there any more.
  if (process.platform !== 'linux' || chosen || process.channel !== undefined || process.execve === undefined) return;
  const args = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, args, { ...process.env, ...allocatorLimits });
}
