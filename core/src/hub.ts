/** The composition root: opens what the configuration names, puts the modules on it, serves them. */
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type DatabaseHandle, openEmbedded, openPostgres } from '@draftroom/drizzle/client';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { serveBackups } from './backup/control.ts';
import { createAddressOf } from './http/client-address.ts';
import { createForeignHost } from './http/own-host.ts';
import { createContextFactory } from './http/request-context.ts';
import { createHttpServer } from './http/server.ts';
import { attachTrpcSocket, refuseOtherUpgrades } from './http/trpc-socket.ts';
import { entryPage } from './http/web-app.ts';
import { exportRoutes } from './modules/account-data/export-routes.ts';
import { keepAccountRoutes } from './modules/account-data/keep-account-routes.ts';
import { avatarRoutes } from './modules/accounts/avatar-routes.ts';
import { oauthRoutes } from './modules/accounts/oauth-routes.ts';
import { assetRoutes } from './modules/designs/asset-routes.ts';
import { shareRoutes } from './modules/designs/share-routes.ts';
import { documentRoutes } from './modules/documents/http-routes.ts';
import { unsubscribeRoutes } from './modules/notifications/unsubscribe-routes.ts';
import { createFileWork } from './modules/uploads/file-thread.ts';
import { uploadRoutes } from './modules/uploads/http-routes.ts';
import { createModules, type HubParts, type Modules } from './modules.ts';
import { createFileBlobs } from './platform/blobs.ts';
import { createS3Blobs } from './platform/blobs-s3.ts';
import { connect, createMemoryBus, createRedisBus } from './platform/bus.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { type DataFolder, openDataFolder } from './platform/data-folder.ts';
import { createEventStore } from './platform/events.ts';
import type { Logger } from './platform/logger.ts';
import { createOutboxMailer, createSmtpMailer } from './platform/mailer.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import type { Bus, Mailer } from './platform/ports.ts';
import { createQueue } from './platform/queue.ts';
import { createRateLimiter } from './platform/rate-limits.ts';
import { openFileLog } from './sync/log/file-log.ts';
import { createMerger } from './sync/merge/merger.ts';
import type { UpdateLog } from './sync/ports.ts';
import { commitWindow } from './sync/timing.ts';

export interface OpenOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** The file of the thread that looks at files. */
  readonly fileThread: URL;
  readonly demoAccounts?: HubParts['demoAccounts'];
}

/** Everything below HTTP: what a worker process needs, too. */
export interface HubCore {
  readonly config: Config;
  readonly parts: HubParts;
  readonly modules: Modules;
  readonly database: DatabaseHandle;
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  /** Null in scaled mode, where the folder belongs to nobody alone. */
  readonly folder: DataFolder | null;
  close(): Promise<void>;
}

export interface Hub extends HubCore {
  readonly app: FastifyInstance;
  /** Resolves with the address it listens on. */
  listen(): Promise<string>;
}

/** Opens in order and closes in the opposite one, also when opening fails half-way. */
export async function openHubCore(options: OpenOptions): Promise<HubCore> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await open(options, (closer) => closers.push(closer))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  { config, logger, fileThread, clock = systemClock, demoAccounts = [] }: OpenOptions,
  onClose: (closer: () => Promise<void> | void) => void,
): Promise<Omit<HubCore, 'close'>> {
  const folder = config.mode === 'embedded' ? await openDataFolder(config.dataDir) : null;
  onClose(() => folder?.release());
  const database = await openDatabase(config, folder);
  onClose(() => database.close());
  const metrics = createMetrics({ process: true });
  const bus = await openBus(config, logger);
  onClose(() => bus.close());
  const redis = config.redisUrl === null ? null : connect(config.redisUrl, logger);
  await redis?.connect();
  onClose(() => redis?.disconnect());
  const log = await openLog({ config, folder, database, logger });
  onClose(() => log.close());
  const merger = createMerger();
  onClose(() => merger.close());
  const queue = await createQueue({ raw: database.raw, bus, logger, metrics });
  onClose(() => queue.close());
  const { blobsFolder, outbox } = await sharedFolders(config, folder);
  const s3 = config.s3 === null ? null : await createS3Blobs(config.s3);
  onClose(() => s3?.close());
  const files = createFileBlobs(blobsFolder);
  if (folder !== null && folder.control !== null) {
    const { copyFiles: copyDatabase } = database;
    const source = { folder: folder.path, copyDatabase, holdRemovals: files.holdRemovals, now: () => clock.now() };
    serveBackups(folder.control, source, logger);
  }

  const fileWork = createFileWork(fileThread);
  onClose(() => fileWork.close());

  const parts: HubParts = {
    database,
    fileWork,
    log,
    merger,
    bus,
    queue,
    clock,
    logger,
    blobs: s3 ?? files,
    events: createEventStore({ db: database.db, bus, clock }),
    rateLimiter: createRateLimiter(config.limits, redis),
    limits: config.limits,
    publicUrl: config.publicUrl,
    ticketKey: await ticketKey(config, folder),
    mailsWork: config.smtpUrl !== null,
    oauth: { github: config.oauth.github ?? undefined, google: config.oauth.google ?? undefined },
    demoAccounts,
    browserExtensionIds: config.browserExtensionIds,
    addressOf: createAddressOf(config.trustProxy),
    foreignHost: createForeignHost(config),
  };
  const mailer =
    config.smtpUrl === null
      ? createOutboxMailer(outbox, config.mailFrom, clock)
      : createSmtpMailer(config.smtpUrl, config.mailFrom);
  const modules = createModules(parts);
  onClose(() => modules.close());
  return { config, parts, modules, database, mailer, metrics, folder };
}

export async function openHub(options: OpenOptions, webRoot: string): Promise<Hub> {
  const core = await openHubCore(options);
  try {
    return await serveHub(core, webRoot);
  } catch (error) {
    await core.close();
    throw error;
  }
}

/** HTTP and sockets over a core that is open; whoever made the core may have put anything below it. */
export async function serveHub(core: HubCore, webRoot: string): Promise<Hub> {
  const { parts, modules, metrics, config } = core;
  const { engine, services } = modules;
  gaugeEngine(metrics, modules);

  const contexts = createContextFactory({
    shared: { ...parts, services },
    secureCookies: config.https,
    addressOf: parts.addressOf,
  });
  const admit = (request: FastifyRequest) =>
    parts.rateLimiter.take('requestsPerMinute', `address:${parts.addressOf(request.raw)}`);
  const page = await entryPage(webRoot, 'index.html');
  const player = await entryPage(webRoot, 'embed.html');
  const app = await createHttpServer({
    logger: parts.logger,
    publicUrl: config.publicUrl,
    webRoot,
    contexts,
    foreignHost: parts.foreignHost,
    health: {
      checks: { database: core.database.healthy, log: () => parts.log.healthy(), bus: () => parts.bus.healthy() },
      registry: metrics.registry,
      metricsToken: config.metricsToken ?? undefined,
      addressOf: parts.addressOf,
    },
    plugins: [
      (scope) => assetRoutes(scope, { assets: services.designs.assets }),
      (scope) =>
        shareRoutes(scope, {
          shares: services.designs.shares,
          publicUrl: config.publicUrl,
          page,
          player,
          createContext: contexts.fromRequest,
        }),
      (scope) =>
        oauthRoutes(scope, { accounts: services.accounts, publicUrl: config.publicUrl, originOf: contexts.originOf }),
      (scope) =>
        avatarRoutes(scope, {
          accounts: services.accounts,
          sizeLimit: config.limits.avatar,
          createContext: contexts.fromRequest,
        }),
      (scope) => exportRoutes(scope, { exports: services.accountData.exports, createContext: contexts.fromRequest }),
      (scope) => keepAccountRoutes(scope, { deletion: services.accountData.deletion, admit }),
      (scope) => unsubscribeRoutes(scope, { digest: services.notifications.digest, admit }),
      (scope) =>
        uploadRoutes(scope, {
          uploads: services.uploads,
          limits: config.limits,
          createContext: contexts.fromRequest,
        }),
      (scope) =>
        documentRoutes(scope, {
          documents: services.documents,
          limits: config.limits,
          createContext: contexts.fromRequest,
        }),
    ],
  });
  const subscriptions = attachTrpcSocket({
    server: app.server,
    limits: config.limits,
    addressOf: parts.addressOf,
    foreignHost: parts.foreignHost,
    createContext: contexts.fromSocket,
  });
  const stopListening = modules.onSessionRevoked((sessionId) => subscriptions.sessionRevoked(sessionId));
  engine.attach(app.server);
  refuseOtherUpgrades(app.server, (path) => path === '/trpc' || path === '/sync' || path.startsWith('/sync/'));
  return {
    ...core,
    app,
    listen: () => app.listen({ host: config.host, port: config.port }),
    close: async () => {
      // Sockets first, so that a client learns why; then requests under way; then what they stood on.
      stopListening();
      await subscriptions.close();
      await engine.close();
      await app.close();
      await core.close();
    },
  };
}

function openDatabase(config: Config, folder: DataFolder | null): Promise<DatabaseHandle> {
  if (config.databaseUrl !== null) return openPostgres(config.databaseUrl);
  if (folder === null) throw new Error('an embedded hub needs its data folder');
  return openEmbedded({ dataDir: folder.database });
}

function openBus(config: Config, logger: Logger): Promise<Bus> {
  return config.redisUrl === null ? Promise.resolve(createMemoryBus(logger)) : createRedisBus(config.redisUrl, logger);
}

async function openLog(options: {
  config: Config;
  folder: DataFolder | null;
  database: DatabaseHandle;
  logger: Logger;
}): Promise<UpdateLog> {
  const onProblem = (message: string, error?: unknown) => options.logger.error({ err: error }, message);
  if (options.folder !== null)
    return await openFileLog({ directory: options.folder.log, windowMs: commitWindow, onProblem });
  const { createPostgresLog } = await import('./sync/log/postgres-log.ts');
  return createPostgresLog({ db: options.database.db, windowMs: commitWindow, onProblem });
}

/** In scaled mode several processes may share the folder, so nobody locks it. */
async function sharedFolders(
  config: Config,
  folder: DataFolder | null,
): Promise<{ blobsFolder: string; outbox: string }> {
  if (folder !== null) return { blobsFolder: folder.blobs, outbox: folder.outbox };
  const root = resolve(config.dataDir);
  const folders = { blobsFolder: join(root, 'blobs'), outbox: join(root, 'outbox') };
  if (config.s3 === null) await mkdir(folders.blobsFolder, { recursive: true, mode: 0o700 });
  return folders;
}

/** The same in all processes of a hub: kept in the folder, or made from the secret that all of them know. */
async function ticketKey(config: Config, folder: DataFolder | null): Promise<Uint8Array> {
  if (folder !== null) return await folder.secret('ticket-key');
  return createHash('sha256').update(`draftroom sync tickets\n${config.databaseUrl}`).digest();
}

function gaugeEngine(metrics: Metrics, { engine }: Modules): void {
  metrics.gauge('sync_connections', 'Open sockets of documents and rooms', () => engine.stats().connections);
  metrics.gauge('sync_documents', 'Documents in memory', () => engine.stats().documents);
  metrics.gauge('sync_log_pending_bytes', 'Accepted bytes that are not durable yet', () => engine.stats().pendingBytes);
  metrics.gauge('sync_refused_frames', 'Frames refused since the start', () => engine.stats().refusedFrames);
}
