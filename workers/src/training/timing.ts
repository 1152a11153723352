/** How long one drawing takes, on this machine and at this moment. */
import type { Model } from '../recognition/model.ts';
import { recognizePaths } from '../recognition/recognize.ts';
import type { Drawing } from './judge.ts';
import { row } from './tables.ts';

export function timeTable(drawings: readonly Drawing[], model: Model): string {
  const rows = [
    ['one stroke', drawings.filter(({ paths }) => paths.length === 1)] as const,
    ['several strokes', drawings.filter(({ paths }) => paths.length > 1)] as const,
  ].map(([name, some]) => row([name, String(some.length), ...times(some, model)]));
  return [row(['one drawing', 'count', 'p50 ms', 'p99 ms']), row(['---', '---:', '---:', '---:']), ...rows].join('\n');
}

function times(drawings: readonly Drawing[], model: Model): [string, string] {
  for (const { paths } of drawings.slice(0, 200)) recognizePaths(paths, model);
  const taken = drawings.map(({ paths }) => {
    const began = performance.now();
    recognizePaths(paths, model);
    return performance.now() - began;
  });
  taken.sort((a, b) => a - b);
  const at = (share: number) => (taken[Math.floor(share * (taken.length - 1))] ?? 0).toFixed(2);
  return [at(0.5), at(0.99)];
}
