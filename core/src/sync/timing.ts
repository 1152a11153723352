import { ackDelay, keepAliveInterval, pingInterval, presenceGrace } from '../contract/wire.ts';

/** Every duration of the engine in milliseconds, so that tests can shorten them. */
export interface SyncTiming {
  /** A connection that was sent nothing for this long gets an empty awareness frame. */
  readonly keepAlive: number;
  readonly ping: number;
  readonly presenceGrace: number;
  readonly ackDelay: number;
  /** How often connections and documents are looked over. */
  readonly sweep: number;
  /** How long a document without connections stays in memory. */
  readonly unload: number;
  /** How long an unused `Y.Doc` of a server-side edit or read stays in memory. */
  readonly materialised: number;
  /** How long a closing socket may take to answer before it is cut. */
  readonly closeWait: number;
  /** How long `applyUpdate` waits for what its update depends on. */
  readonly gapWait: number;
}

export const defaultTiming: SyncTiming = {
  // A second less than promised, because sweeps are a second apart.
  keepAlive: keepAliveInterval - 1_000,
  ping: pingInterval,
  presenceGrace,
  ackDelay,
  sweep: 1_000,
  unload: 30_000,
  materialised: 30_000,
  closeWait: 1_000,
  gapWait: 5_000,
};

/** How long the log collects updates for a commit, in milliseconds: with the delay of an Ack still not to be felt. */
export const commitWindow = 16;
