/**
 * Brings what the suites need and a bare machine lacks: Chromium, PostgreSQL, Redis. As root through apt; otherwise it
 * names what is missing. Returns the missing ones.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import process from 'node:process';

export interface Service {
  readonly name: string;
  readonly packages: readonly string[];
  readonly suites: string;
  present(): boolean;
}

const onPath = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

export const services: readonly Service[] = [
  {
    name: 'Chromium',
    packages: ['chromium', 'fonts-liberation'],
    suites: 'the browser suites (web/e2e, vscode-extension/e2e)',
    present: () => (process.env.CHROMIUM ?? '') !== '' || existsSync('/usr/bin/chromium'),
  },
  {
    name: 'PostgreSQL',
    packages: ['postgresql'],
    suites: 'the contract suites on PostgreSQL',
    present: () => globSync('/usr/lib/postgresql/*/bin/postgres').length > 0 || onPath('postgres'),
  },
  {
    name: 'Redis',
    packages: ['redis-server'],
    suites: 'the contract suites on Redis',
    present: () => onPath('redis-server'),
  },
];

export function bringServices(): Service[] {
  const missing = services.filter((service) => !service.present());
  if (missing.length === 0 || process.getuid?.() !== 0 || !onPath('apt-get')) return missing;
  const packages = missing.flatMap((service) => service.packages);
  console.log(`installing ${packages.join(', ')}`);
  // Debian's packages start their servers at once; the suites start their own, on free ports.
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [
    ['update', '-q'],
    ['install', '-qy', '--no-install-recommends', ...packages],
  ]) {
    const run = spawnSync('apt-get', args, { env: environment, encoding: 'utf8' });
    if (run.status !== 0) console.error(run.stderr || run.stdout);
  }
  return missing.filter((service) => !service.present());
}
