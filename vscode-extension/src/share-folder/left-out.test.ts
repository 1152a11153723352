import { describe, expect, it } from 'vitest';
import { isNever, runsByName, secretByName, secretInside } from './left-out.ts';
import { ShareRules } from './share-rules.ts';

const key = (kind: string) => `-----BEGIN ${kind}PRIVATE KEY-----\nMII`;

describe('[SHARE-2] what is left out by default', () => {
  it.each([
    '.env',
    '.env.local',
    'apps/web/.env.production',
    'prod.env',
    '.ENV',
    'tls/server.pem',
    'a.key',
    'id_rsa',
    'id_ed25519.pub',
    'store.p12',
    'cert.PFX',
    'release.keystore',
    '.npmrc',
    '.netrc',
    '.pypirc',
    'infra/terraform.tfstate',
    'infra/terraform.tfstate.backup',
    'x.tfvars',
    'service-account.json',
    'my_service_account_prod.json',
    'firebase-adminsdk-x.json',
    'client_secret_1.json',
    'credentials.json',
    '.aws/config',
    'deploy/.ssh/config',
    'secrets.yaml',
    'deploy/secrets/db.txt',
    'kubeconfig',
    '.git-credentials',
  ])('%s may hold secrets', (path) => expect(secretByName(path)).toBe(true));

  it.each(['src/env.ts', 'environment.md', 'keys.ts', 'monkey.ts', 'README.md', 'secretary.md', 'package.json'])(
    '%s does not',
    (path) => expect(secretByName(path)).toBe(false),
  );

  it.each([
    '.git/config',
    'a/.git/hooks/x',
    'node_modules/a.js',
    '.GIT/config',
    '.git./config',
    'git~1/x',
    '.DS_Store',
  ])('%s is never shared', (path) => expect(isNever(path)).toBe(true));

  it.each([
    '.claude/settings.json',
    'app/.cursor/mcp.json',
    '.mcp.json',
    '.vscode/tasks.json',
    'a/.idea/x.xml',
    'x.code-workspace',
    '.husky/pre-commit',
    '.devcontainer/a.json',
  ])('%s can run programs', (path) => expect(runsByName(path)).toBe(true));

  it.each([
    key(''),
    key('RSA '),
    key('OPENSSH '),
    `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----`,
    `id = AKIA${'ABCDEFGH12345678'}`,
    `t: ghp_${'a1'.repeat(18)}`,
    `glpat-${'x'.repeat(20)}`,
    `xoxb-${'1'.repeat(12)}`,
    `sk_live_${'a'.repeat(24)}`,
    `AIza${'b'.repeat(35)}`,
    `npm_${'c'.repeat(36)}`,
    '{ "type": "service_account" }',
  ])('a text with a key or token', (text) => expect(secretInside(`a\n${text}\nb`)).toBe(true));

  it('takes no ordinary text for one', () => {
    expect(secretInside('-----BEGIN CERTIFICATE-----\nPUBLIC KEY, sk-learn, AKIA, ghp_, xox')).toBe(false);
  });
});

describe('[SHARE-2] rules', () => {
  const rules = (ignoreFiles: Record<string, string>, added: string[] = [], removed: string[] = []) =>
    new ShareRules({ added, removed, ignoreFiles });

  it('are those of git, with the nearest file first', () => {
    const some = rules({ '.gitignore': '*.log\n/build\ndocs/*\n!docs/keep.md\n', 'a/.gitignore': '!b.log\nc\n' });
    const reasons = (paths: string[]) => paths.filter((path) => some.reason(path) === 'ignored');
    expect(
      reasons(['x.log', 'a/b.log', 'a/x.log', 'build/x', 'a/build/x', 'docs/a.md', 'docs/keep.md', 'a/c/d', 'c/d']),
    ).toEqual(['x.log', 'a/x.log', 'build/x', 'docs/a.md', 'a/c/d']);
    expect(some.entersFolder('build')).toBe(false);
    expect(some.entersFolder('docs')).toBe(true);
  });

  it('bring nothing back from below an ignored folder', () => {
    expect(rules({ '.gitignore': 'out/\n!out/keep.txt\n' }).reason('out/keep.txt')).toBe('ignored');
  });

  it('are only ever made stricter by what the folder says later', () => {
    const some = rules({ '.gitignore': 'private/\n' });
    some.setIgnoreFiles({ '.gitignore': 'public/\n' });
    expect([some.reason('private/a'), some.reason('public/a')]).toEqual(['ignored', 'ignored']);
  });

  it('give way to what the person ticked, but for what is never shared', () => {
    const some = rules({ '.gitignore': '*.log\n' }, ['a.log', '.env', '.git/config'], ['b.ts']);
    expect(['a.log', '.env', '.git/config', 'b.ts', '../x'].map((path) => some.reason(path))).toEqual([
      null,
      null,
      'never',
      'unticked',
      'name',
    ]);
  });

  it.each([
    '../evil',
    '/etc/passwd',
    'C:/x',
    'a/../../b',
    'con.txt',
    'a\\b',
    'a/./b',
    'trailing.',
    'e\u0301.txt',
    'a\0b',
  ])('take %j for no path', (path) => expect(rules({}).reason(path)).not.toBeNull());
});
