/** What services may ask of the platform. Implementations are wired in `hub.ts`. */
import type { Readable } from 'node:stream';
import type { Database } from '@draftroom/drizzle/client';
import type { LimitName } from '../contract/limits.ts';

/** Blobs by the SHA-256 of their bytes, lower-case hex. Putting the same bytes twice stores them once. */
export interface BlobStore {
  put(bytes: Uint8Array): Promise<string>;
  /** Throws `not_found` for an unknown id. */
  get(id: string): Promise<Uint8Array>;
  /** Of the bytes from `start` to `end`, both included, or of all. */
  stream(id: string, range?: { start: number; end: number }): Promise<Readable>;
  has(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}

/** Blobs that rows name. An asset that nothing names for a day after it was stored is removed. */
export interface AssetStore {
  /** Stores the bytes and returns the id, which a row has to name soon. */
  store(asset: { bytes: Uint8Array; mediaType: string }): Promise<string>;
}

/** Wakes subscribers in every process; carries hints, never the only copy of anything. */
export interface Bus {
  publish(topic: string, message: string): void;
  /** Returns the function that ends the subscription. */
  subscribe(topic: string, listener: (message: string) => void): () => void;
  /** Called when messages may have been lost; returns the function that ends it. */
  onGap(listener: () => void): () => void;
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

export interface JobOptions {
  /** Jobs of one name with the same key wait as one. */
  key?: string;
  delayMs?: number;
}

/** Payloads of all jobs by name; handlers must be idempotent, a job may run more than once. */
export interface JobPayloads {
  'document.compact': { documentId: string };
  /** `now`: without waiting for quiet, because the last person has left. */
  'document.version': { documentId: string; now?: boolean };
  'versions.thin': { documentId: string };
  'analyze-drawing': { documentId: string };
  'render-preview': { documentId: string };
  /** Which designs the same people like, when enough has changed. */
  'discovery.neighbours': Record<string, never>;
  'upload.check': { uploadId: string };
  /** The picture of a release whose first drawing is to be it. */
  'design.preview': { releaseId: string };
  /** What follows when strangers find a design, or do so no longer. */
  'design.settle': { designId: string };
  /** A limit or suspension has had its time. */
  'restriction.end': { actionId: string };
  'mail.send': MailMessage;
  /** Mails of what people have not seen, to those whose time has come; every hour. */
  digest: Record<string, never>;
  'account.export': { exportId: string };
  'account.delete': { userId: string };
  /** Forgets what has had its time: events, sessions, removed documents and rooms. */
  daily: Record<string, never>;
}

export type JobName = keyof JobPayloads;
export type JobHandler<Name extends JobName> = (payload: JobPayloads[Name], signal: AbortSignal) => Promise<void>;

export interface Queue {
  send<Name extends JobName>(name: Name, payload: JobPayloads[Name], options?: JobOptions): Promise<void>;
  work<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void>;
  /** Cancels waiting jobs of this name and key; a running one is told through its signal. */
  cancel(name: JobName, key: string): Promise<void>;
  close(): Promise<void>;
}

export interface RateLimiter {
  /** Takes one from the budget of this limit for this key, or throws `too_fast` with `seconds`. */
  take(limit: LimitName, key: string, cost?: number): Promise<void>;
}

export interface MailMessage {
  to: string;
  subject: string;
  text: string;
  /** Where such mails can be stopped by one request, as mail programs do it (RFC 8058). */
  unsubscribeUrl?: string;
}

export interface Mailer {
  send(message: MailMessage): Promise<void>;
}

export interface HubEvent {
  /** Rises by one within a stream. */
  id: number;
  type: string;
  payload: unknown;
}

/** Kept events of a stream: of these types, with a payload that contains `about`. */
export interface KeptEvents {
  stream: string;
  types: readonly string[];
  about: Readonly<Record<string, unknown>>;
}

/** Gives kept events another payload, for whoever resumes from now on; answers with the payloads from before. */
export type RewriteEvents = <Payload>(
  kept: KeptEvents,
  change: (payload: Payload) => Payload,
) => Promise<readonly Payload[]>;

/** Kept events of a stream (`room:<id>`, `user:<id>`), seven days long. */
export interface EventStore {
  /**
   * Runs `work` in a transaction and appends what it emits under the stream's lock, so that ids are in commit order;
   * subscribers are woken after the commit. `rewrite` is for words that have to go; what `work` itself emits is not
   * kept yet.
   */
  transaction<Result>(
    work: (
      tx: Database,
      emit: (stream: string, type: string, payload: unknown) => void,
      rewrite: RewriteEvents,
    ) => Promise<Result>,
  ): Promise<Result>;
  /**
   * Everything after `afterId` and then what comes, without a gap. Undefined `afterId`: from now on.
   * Yields `'reload'` once when `afterId` is older than what is kept, then goes on from now.
   */
  subscribe(stream: string, afterId: number | undefined, signal: AbortSignal): AsyncIterable<HubEvent | 'reload'>;
  /** The id of the newest event of a stream, 0 when it never had one. */
  lastId(stream: string): Promise<number>;
  expire(before: number): Promise<void>;
}
