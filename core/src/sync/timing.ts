import { keepAliveInterval, pingInterval, presenceGrace } from '../contract/wire.ts';

/** Every duration of the engine in milliseconds, so that tests can shorten them. */
export interface SyncTiming {
  /** A connection that was sent nothing for this long gets an empty awareness frame. */
  readonly keepAlive: number;
  readonly ping: number;
  readonly presenceGrace: number;
  /** How far apart the writes to a socket are under load; the protocol lets an Ack wait 20 ms for it. */
  readonly tick: number;
  /** How often connections and documents are looked over. */
  readonly sweep: number;
  /** How long a document without connections stays in memory. */
  readonly unload: number;
  /** How long nobody has to have written before what has gathered is merged. */
  readonly quiet: number;
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
  tick: 16,
  sweep: 1_000,
  unload: 30_000,
  quiet: 5_000,
  materialised: 30_000,
  closeWait: 1_000,
  gapWait: 5_000,
};

/**
 * Commits of the log begin at least so many milliseconds apart. A commit costs the same for one update as for a hundred;
 * who types alone does not wait for it, and among many nobody feels it.
 */
export const commitWindow = 32;
