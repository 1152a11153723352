/**
 * Addresses of assets. One that strangers may see has an address for good, which any cache may keep; any other is signed
 * for one scope (a design, an upload) and an hour or two. The signature changes with the hour only, so that a browser
 * keeps what it has.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';

export interface AssetLink {
  readonly assetId: string;
  /** What a browser saves it as; means nothing to the hub. */
  readonly name: string;
  readonly open: boolean;
  /** Whose asset it is, e.g. a design's id. */
  readonly scope: string;
}

export interface SignedQuery {
  readonly scope?: unknown;
  readonly until?: unknown;
  readonly signature?: unknown;
}

export interface AssetLinks {
  url(link: AssetLink): string;
  /** Whether the hub itself gave out this address and it is not over. */
  admits(assetId: string, query: SignedQuery): boolean;
}

const hour = 3_600_000;

/** `key`: the hub's secret; what is signed here is valid nowhere else. */
export function createAssetLinks({ key, clock }: { key: Uint8Array; clock: Clock }): AssetLinks {
  const ownKey = createHmac('sha256', key).update('draftroom asset links').digest();
  const sign = (assetId: string, scope: string, until: string) =>
    createHmac('sha256', ownKey).update([assetId, scope, until].join('\n')).digest();
  const thisHour = () => Math.floor(clock.now() / hour);
  return {
    url({ assetId, name, open, scope }) {
      const path = `/assets/${assetId}/${encodeURIComponent(name.toWellFormed())}`;
      if (open) return path;
      const until = String(thisHour() + 2);
      const query = new URLSearchParams({
        scope,
        until,
        signature: sign(assetId, scope, until).toString('base64url'),
      });
      return `${path}?${query}`;
    },

    admits(assetId, { scope, until, signature }) {
      if (typeof scope !== 'string' || typeof until !== 'string' || typeof signature !== 'string') return false;
      if (!/^\d{1,9}$/.test(until) || Number(until) <= thisHour()) return false;
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(assetId, scope, until);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
