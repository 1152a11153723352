import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../contract/limits.ts';
import { ConfigError, isOwnOrigin, readConfig } from './config.ts';

describe('readConfig', () => {
  test('nothing set gives an embedded demo hub on this machine', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4400,
      loopback: true,
      mode: 'embedded',
      dataDir: './.draftroom',
      seed: 'demo',
      limits: defaultLimits,
      trustProxy: false,
      databaseUrl: null,
      redisUrl: null,
      s3: null,
      publicUrl: 'http://127.0.0.1:4400',
      https: false,
      smtpUrl: null,
      mailFrom: 'Draftroom <no-reply@127.0.0.1>',
      oauth: {},
      browserExtensionIds: [],
      metricsToken: null,
    });
  });

  test('[ACC-16] browser extensions are named by id', () => {
    const ids = ['abcdefghijklmnopabcdefghijklmnop', '0123456789abcdef0123456789abcdef01234567'];
    expect(readConfig({ BROWSER_EXTENSION_IDS: ids.join(', ') }).browserExtensionIds).toEqual(ids);
    for (const wrong of ['*', `${ids[0]},`, 'https://abc.chromiumapp.org/', ids[0]?.toUpperCase() ?? '']) {
      expect(() => readConfig({ BROWSER_EXTENSION_IDS: wrong })).toThrow(/^BROWSER_EXTENSION_IDS must be ids/);
    }
  });

  test('empty values count as unset', () => {
    expect(readConfig({ HOST: '', PORT: ' ', DATABASE_URL: '', PUBLIC_URL: '' })).toEqual(readConfig({}));
  });

  test('a scaled hub is never seeded', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://u:p@db/draftroom', REDIS_URL: 'redis://cache' });
    expect(config).toMatchObject({ mode: 'scaled', seed: 'none', redisUrl: 'redis://cache' });
  });

  test.each(['0.0.0.0', '192.168.1.4', '::'])('a hub that others reach on %s is never seeded', (HOST) => {
    expect(readConfig({ HOST })).toMatchObject({ seed: 'none', loopback: false });
    expect(() => readConfig({ HOST, DRAFTROOM_SEED: 'demo' })).toThrow(/^DRAFTROOM_SEED can be demo only/);
  });

  test('limits override single ones by name', () => {
    const { limits } = readConfig({ DRAFTROOM_LIMITS: '{"requestsPerMinute":7}' });
    expect(limits).toEqual({ ...defaultLimits, requestsPerMinute: 7 });
  });

  test.each([
    ['{', /DRAFTROOM_LIMITS must be JSON/],
    ['[]', /DRAFTROOM_LIMITS must be a JSON object/],
    ['{"speed":1}', /DRAFTROOM_LIMITS has no limit speed/],
    ['{"requestsPerMinute":"many"}', /DRAFTROOM_LIMITS needs a whole number above 0 for requestsPerMinute/],
    ['{"requestsPerMinute":0}', /above 0 for requestsPerMinute/],
    ['{"toString":1}', /has no limit toString/],
  ])('limits %s are refused', (DRAFTROOM_LIMITS, message) => {
    expect(() => readConfig({ DRAFTROOM_LIMITS })).toThrow(message);
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['DRAFTROOM_SEED', 'full'],
    ['TRUST_PROXY', 'anyone'],
    ['DATABASE_URL', 'mysql://u:geheim@host/db'],
    ['DATABASE_URL', 'geheim'],
    ['REDIS_URL', 'http://geheim'],
    ['S3_ENDPOINT', 'geheim'],
    ['PUBLIC_URL', 'draftroom.example.org'],
    ['PUBLIC_URL', 'https://draftroom.example.org/app'],
    ['PUBLIC_URL', 'https://draftroom.example.org?geheim'],
    ['PUBLIC_URL', 'https://u:geheim@draftroom.example.org'],
    ['PUBLIC_URL', 'ftp://draftroom.example.org'],
    ['SMTP_URL', 'mail:geheim@host'],
    ['METRICS_TOKEN', 'geheim'],
    ['LOG_LEVEL', 'loud'],
    ['S3_FORCE_PATH_STYLE', 'maybe'],
  ])('[CONF-1] %s=%s stops with one line that names it and repeats no secret', (name, value) => {
    const error = failure({ [name]: value });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toMatch(new RegExp(`^${name} .+`));
    expect(error.message).not.toMatch(/\n|geheim/);
  });

  test.each([
    [{ S3_ENDPOINT: 'http://s3' }, 'S3_BUCKET'],
    [{ S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a' }, 'S3_SECRET_ACCESS_KEY'],
    [{ S3_BUCKET: 'b', S3_SECRET_ACCESS_KEY: 'a' }, 'S3_ACCESS_KEY_ID'],
    [{ GITHUB_CLIENT_ID: 'a' }, 'GITHUB_CLIENT_SECRET'],
    [{ GOOGLE_CLIENT_SECRET: 'a' }, 'GOOGLE_CLIENT_ID'],
  ])('%j lacks %s', (environment, name) => {
    expect(failure(environment).message).toMatch(new RegExp(`^${name} is missing`));
  });

  test('storage, mail and providers', () => {
    const config = readConfig({
      S3_ENDPOINT: 'http://127.0.0.1:9000',
      S3_BUCKET: 'drafts',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY: 'key',
      SMTP_URL: 'smtps://mail',
      MAIL_FROM: 'hub@example.org',
      GITHUB_CLIENT_ID: 'client',
      GITHUB_CLIENT_SECRET: 'secret',
      PUBLIC_URL: 'https://Draftroom.example.org/',
    });
    expect(config.s3).toEqual({
      bucket: 'drafts',
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:9000',
      forcePathStyle: true,
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    });
    expect(config.oauth).toEqual({ github: { clientId: 'client', clientSecret: 'secret' }, google: undefined });
    expect(config).toMatchObject({
      publicUrl: 'https://draftroom.example.org',
      https: true,
      mailFrom: 'hub@example.org',
    });
    expect(readConfig({ S3_BUCKET: 'b' }).s3).toMatchObject({
      endpoint: null,
      forcePathStyle: false,
      credentials: null,
    });
  });

  test.each([
    ['0.0.0.0', 'http://localhost:4400'],
    ['::1', 'http://[::1]:4400'],
    ['hub.local', 'http://hub.local:4400'],
  ])('listening on %s people are sent to %s', (HOST, url) => {
    expect(readConfig({ HOST }).publicUrl).toBe(url);
  });

  test.each([
    ['off', false],
    ['true', true],
    ['2', 2],
    ['10.0.0.0/8, 127.0.0.1', '10.0.0.0/8, 127.0.0.1'],
    ['loopback', 'loopback'],
  ])('TRUST_PROXY=%s', (TRUST_PROXY, expected) => {
    expect(readConfig({ TRUST_PROXY }).trustProxy).toBe(expected);
  });
});

describe('isOwnOrigin', () => {
  test.each([
    ['https://draftroom.org', 'https://draftroom.org', true],
    ['https://draftroom.org', 'http://draftroom.org', false],
    ['https://draftroom.org', 'https://draftroom.org:8443', false],
    ['https://draftroom.org', 'https://evil.draftroom.org', false],
    ['https://draftroom.org', 'https://draftroom.org.evil.org', false],
    ['http://127.0.0.1:4400', 'http://localhost:4400', true],
    ['http://localhost:4400', 'http://[::1]:4400', true],
    ['http://localhost:4400', 'http://localhost:4401', false],
    ['http://localhost:4400', 'https://localhost:4400', false],
    ['http://localhost:4400', 'null', false],
    ['http://localhost:4400', '', false],
    ['http://localhost:4400', 'http://localhost:4400/path', false],
    ['http://localhost:4400', 'http://user@localhost:4400', false],
  ])('%s admits %s: %s', (publicUrl, origin, expected) => {
    expect(isOwnOrigin(publicUrl, origin)).toBe(expected);
  });
});

function failure(environment: Record<string, string>): Error {
  try {
    readConfig(environment);
  } catch (error) {
    return error as Error;
  }
  throw new Error('was accepted');
}
