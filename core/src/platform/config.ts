import { z } from 'zod';
import { defaultLimits, type LimitName, type Limits } from '../contract/limits.ts';

interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Another server than the public one, e.g. GitHub Enterprise. */
  readonly url?: string;
}

export interface S3Config {
  readonly bucket: string;
  readonly region: string;
  /** Null: Amazon's own. */
  readonly endpoint: string | null;
  readonly forcePathStyle: boolean;
  /** Null: found by the SDK (instance role, profile). */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Whether only this machine can reach the hub. */
  readonly loopback: boolean;
  /** Embedded: everything in the data folder. Scaled: `DATABASE_URL` is set. */
  readonly mode: 'embedded' | 'scaled';
  readonly dataDir: string;
  readonly seed: 'demo' | 'none';
  readonly limits: Limits;
  /** As Fastify takes it. */
  readonly trustProxy: boolean | number | string;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly s3: S3Config | null;
  /** Where people reach the hub: an origin without a trailing slash. */
  readonly publicUrl: string;
  /** False: the address is made of `HOST` and `PORT`, and people may know the hub by others. */
  readonly publicUrlIsSet: boolean;
  /** Cookies are Secure and HSTS is sent. */
  readonly https: boolean;
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Providers that are set up. */
  readonly oauth: { readonly github?: OauthClient; readonly google?: OauthClient };
  /** Browser extensions that may sign people in: Chromium's ids, and the SHA-1 of Firefox's. */
  readonly browserExtensionIds: readonly string[];
  readonly metricsToken: string | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** One line for the person who starts the hub; it names the variable and never repeats a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]', '::1'];

const optional = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const urlOf = (protocols: readonly string[], example: string) =>
  optional.refine((text) => text === undefined || protocols.includes(protocolOf(text)), `must look like ${example}`);

const environmentSchema = z.object({
  HOST: optional.default('127.0.0.1'),
  PORT: optional
    .default('4400')
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a number from 0 to 65535')
    .transform(Number),
  DRAFTROOM_DATA_DIR: optional.default('./.draftroom'),
  DRAFTROOM_SEED: optional.refine(
    (text) => text === undefined || ['demo', 'none'].includes(text),
    'must be demo or none',
  ),
  DRAFTROOM_LIMITS: optional.transform((text, context) => limitsOf(text, (message) => context.addIssue(message))),
  TRUST_PROXY: optional.transform((text, context) => proxyOf(text, (message) => context.addIssue(message))),
  DATABASE_URL: urlOf(['postgres:', 'postgresql:'], 'postgres://user:password@host/database'),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'redis://host:6379'),
  S3_ENDPOINT: urlOf(['http:', 'https:'], 'https://host'),
  S3_BUCKET: optional,
  S3_REGION: optional,
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  S3_FORCE_PATH_STYLE: optional.refine(
    (text) => text === undefined || /^(true|false)$/.test(text),
    'must be true or false',
  ),
  PUBLIC_URL: urlOf(['http:', 'https:'], 'https://draftroom.example.org').refine(
    (text) => text === undefined || isOrigin(text),
    'must be an address without path, query, user or fragment, like https://draftroom.example.org',
  ),
  SMTP_URL: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@host:587'),
  MAIL_FROM: optional,
  GITHUB_CLIENT_ID: optional,
  GITHUB_CLIENT_SECRET: optional,
  GITHUB_URL: urlOf(['http:', 'https:'], 'https://github.example.org'),
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GOOGLE_URL: urlOf(['http:', 'https:'], 'https://accounts.example.org'),
  BROWSER_EXTENSION_IDS: optional
    .transform((text) => text?.split(',').map((id) => id.trim()) ?? [])
    .refine(
      (ids) => ids.every((id) => /^([a-p]{32}|[\da-f]{40})$/.test(id)),
      'must be ids like those in the redirect addresses of the extensions: 32 letters (Chromium) or 40 hex digits (Firefox), separated by commas',
    ),
  METRICS_TOKEN: optional.refine((text) => text === undefined || text.length >= 16, 'must have at least 16 characters'),
  LOG_LEVEL: optional
    .default('info')
    .pipe(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level like info or debug')),
});

type Environment = z.output<typeof environmentSchema>;

/** Reads every variable once. Throws a `ConfigError` of one line for the first value that cannot be used. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message.replace(/\s+/g, ' ')}`);
  }
  const values = parsed.data;
  const publicUrl = values.PUBLIC_URL === undefined ? defaultUrl(values) : new URL(values.PUBLIC_URL).origin;
  const mode = values.DATABASE_URL === undefined ? 'embedded' : 'scaled';
  const loopback = loopbackHosts.includes(values.HOST);
  if (values.DRAFTROOM_SEED === 'demo' && (mode === 'scaled' || !loopback)) {
    throw new ConfigError(
      'DRAFTROOM_SEED can be demo only on an embedded hub that listens on this machine alone (HOST, DATABASE_URL)',
    );
  }
  return {
    host: values.HOST,
    port: values.PORT,
    loopback,
    mode,
    dataDir: values.DRAFTROOM_DATA_DIR,
    seed: values.DRAFTROOM_SEED === 'none' || mode === 'scaled' || !loopback ? 'none' : 'demo',
    limits: values.DRAFTROOM_LIMITS,
    trustProxy: values.TRUST_PROXY,
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    s3: s3Of(values),
    publicUrl,
    publicUrlIsSet: values.PUBLIC_URL !== undefined,
    https: publicUrl.startsWith('https:'),
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? `Draftroom <no-reply@${new URL(publicUrl).hostname}>`,
    oauth: {
      github: oauthOf('GITHUB', {
        clientId: values.GITHUB_CLIENT_ID,
        clientSecret: values.GITHUB_CLIENT_SECRET,
        url: values.GITHUB_URL,
      }),
      google: oauthOf('GOOGLE', {
        clientId: values.GOOGLE_CLIENT_ID,
        clientSecret: values.GOOGLE_CLIENT_SECRET,
        url: values.GOOGLE_URL,
      }),
    },
    browserExtensionIds: values.BROWSER_EXTENSION_IDS,
    metricsToken: values.METRICS_TOKEN ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

/** Whether a browser page of this origin may use the hub with its cookie. The names of this machine count as one. */
export function isOwnOrigin(publicUrl: string, origin: string): boolean {
  const [own, other] = [parseUrl(publicUrl), parseUrl(origin)];
  if (own === null || other === null || other.origin !== origin) return false;
  if (own.origin === other.origin) return true;
  const sameMachine = loopbackHosts.includes(own.hostname) && loopbackHosts.includes(other.hostname);
  return sameMachine && own.protocol === other.protocol && own.port === other.port;
}

function defaultUrl({ HOST, PORT }: Environment): string {
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  const name = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  const url = parseUrl(`http://${name}:${PORT}`);
  if (url === null) throw new ConfigError('HOST must be a name or address to listen on');
  return url.origin;
}

function limitsOf(text: string | undefined, issue: (message: string) => void): Limits {
  if (text === undefined) return defaultLimits;
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    issue('must be JSON like {"requestsPerMinute":600}');
    return defaultLimits;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    issue('must be a JSON object');
    return defaultLimits;
  }
  for (const [name, value] of Object.entries(given)) {
    if (!isLimit(name)) issue(`has no limit ${name.slice(0, 40)}`);
    else if (!Number.isSafeInteger(value) || value < 1) issue(`needs a whole number above 0 for ${name}`);
  }
  return { ...defaultLimits, ...given };
}

function isLimit(name: string): name is LimitName {
  return Object.hasOwn(defaultLimits, name);
}

/** `true` trusts everyone, a number that many hops, otherwise a comma-separated list of addresses and ranges. */
function proxyOf(text: string | undefined, issue: (message: string) => void): boolean | number | string {
  if (text === undefined || text === 'off' || text === 'false') return false;
  if (text === 'true' || text === 'on') return true;
  if (/^\d+$/.test(text)) return Number(text);
  const range = /^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/;
  if (!text.split(',').every((part) => range.test(part.trim()))) {
    issue('must be off, true, a number of hops, or addresses like 10.0.0.0/8,127.0.0.1');
  }
  return text;
}

function s3Of(values: Environment): S3Config | null {
  const others = [values.S3_ENDPOINT, values.S3_REGION, values.S3_ACCESS_KEY_ID, values.S3_SECRET_ACCESS_KEY];
  if (values.S3_BUCKET === undefined) {
    if (others.some((value) => value !== undefined))
      throw new ConfigError('S3_BUCKET is missing beside the other S3 settings');
    return null;
  }
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (accessKeyId !== undefined && secretAccessKey === undefined)
    throw new ConfigError('S3_SECRET_ACCESS_KEY is missing');
  if (accessKeyId === undefined && secretAccessKey !== undefined) throw new ConfigError('S3_ACCESS_KEY_ID is missing');
  const endpoint = values.S3_ENDPOINT ?? null;
  return {
    bucket: values.S3_BUCKET,
    region: values.S3_REGION ?? 'us-east-1',
    endpoint,
    forcePathStyle:
      values.S3_FORCE_PATH_STYLE === undefined ? endpoint !== null : values.S3_FORCE_PATH_STYLE === 'true',
    credentials: accessKeyId === undefined || secretAccessKey === undefined ? null : { accessKeyId, secretAccessKey },
  };
}

function oauthOf(name: string, values: Partial<OauthClient>): OauthClient | undefined {
  const { clientId, clientSecret, url } = values;
  if (clientId === undefined && clientSecret === undefined) return undefined;
  if (clientId === undefined) throw new ConfigError(`${name}_CLIENT_ID is missing`);
  if (clientSecret === undefined) throw new ConfigError(`${name}_CLIENT_SECRET is missing`);
  return { clientId, clientSecret, ...(url === undefined ? {} : { url }) };
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

function protocolOf(text: string): string {
  return parseUrl(text)?.protocol ?? '';
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== null &&
    url.username === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    !/[?#]$/.test(text)
  );
}
