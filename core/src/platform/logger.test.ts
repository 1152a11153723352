import { describe, expect, test } from 'vitest';
import { createLogger, withoutQuery } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = '';
  write(
    createLogger('info', {
      write: (line: string) => {
        text += line;
      },
    }),
  );
  return text;
}

describe('logger', () => {
  test('secrets are left out by name, also one and two levels down', () => {
    const secret = 'geheim';
    const text = logged((logger) => {
      logger.info({ token: secret, password: secret, user: { token: secret, cookie: secret } }, 'a');
      logger.info({ headers: { authorization: secret, cookie: secret, 'set-cookie': secret } }, 'b');
      logger.info({ request: { headers: { authorization: secret, cookie: secret } } }, 'c');
      logger.info({ req: { method: 'GET', url: `/sync/1?token=${secret}`, headers: { cookie: secret } } }, 'd');
      logger.info({ url: `/sync/1?token=${secret}&ack=1` }, 'e');
    });
    expect(text).not.toContain(secret);
    expect(text).toContain('"url":"/sync/1"');
    expect(text.trim().split('\n')).toHaveLength(5);
  });

  test('an error says what and where, with its causes, and nothing of the request that it carries', () => {
    const cause = Object.assign(new Error('inner'), { code: 'EPIPE', request: { body: 'geheim' } });
    const error = Object.assign(new Error('GET http://x/y?token=geheim failed', { cause }), {
      config: { auth: 'geheim' },
    });
    const text = logged((logger) => logger.error({ err: error }, 'failed'));
    const line = JSON.parse(text) as {
      err: { message: string; stack: string; cause: { message: string; code: string } };
    };
    expect(text).not.toContain('geheim');
    expect(line.err.message).toBe('GET http://x/y failed');
    expect(line.err.stack).toContain('logger.test.ts');
    expect(line.err.cause).toMatchObject({ message: 'inner', code: 'EPIPE' });
    expect(logged((logger) => logger.error({ err: cause }, 'x'))).toContain('EPIPE');
  });

  test('levels below the chosen one are not written', () => {
    expect(logged((logger) => logger.debug('quiet'))).toBe('');
  });

  test.each([
    ['/a?b=c', '/a'],
    ['/a?b=c#d', '/a#d'],
    ['/a', '/a'],
    [7, 7],
  ])('withoutQuery(%j) is %j', (url, expected) => {
    expect(withoutQuery(url)).toBe(expected);
  });
});
