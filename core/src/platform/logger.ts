import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import type { Config } from './config.ts';

export type Logger = Pick<PinoLogger, 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'child'>;

const secretNames = [
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'password',
  'secret',
  'ticket',
  'roomCode',
  'userCode',
  'deviceCode',
];

/**
 * Logs in JSON lines. What opens doors is left out wherever it is: fields that are named like secrets, at any of the
 * first depths, and everything behind the question mark of an address.
 */
export function createLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    redact: { paths: secretNames.flatMap(redactedPaths), censor: '[left out]' },
    serializers: { err: errorOf, error: errorOf, url: withoutQuery, req: requestOf },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An address without its query, which may hold a token. */
export function withoutQuery(url: unknown): unknown {
  return typeof url === 'string' ? url.replace(/\?[^#]*/, '') : url;
}

function redactedPaths(name: string): string[] {
  const key = /^\w+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [key.replace(/^\./, ''), `*${key}`, `*.headers${key}`, `headers${key}`];
}

function requestOf(request: unknown): unknown {
  if (typeof request !== 'object' || request === null) return undefined;
  const { method, url, id } = request as { method?: unknown; url?: unknown; id?: unknown };
  return { id, method, url: withoutQuery(url) };
}

/** Only what helps to find the fault; other properties of an error may hold a request or its input. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as Error & { code?: unknown };
  return {
    name: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    message: error.message.replace(/\?[^\s#]*=[^\s#]*/g, ''),
    stack: error.stack?.replace(/\?[^\s#]*=[^\s#]*/g, ''),
    ...(error.cause === undefined ? {} : { cause: errorOf(error.cause) }),
  };
}
