/** The bytes behind the addresses that designs give out. */
import type { Readable } from 'node:stream';
import { HubError } from '../../../contract/errors.ts';
import type { SignedQuery } from '../asset-links.ts';
import type { DesignsCore } from './deps.ts';

export interface OpenedAsset {
  readonly size: number;
  readonly mediaType: string;
  /** Strangers may see it: any cache may keep it. */
  readonly open: boolean;
}

/** For so long an asset stays open after the last design that showed it to strangers does so no longer. */
const openFor = 60_000;
const mostKnown = 10_000;

export function createAssetReads({ repo, deps }: DesignsCore) {
  /** Until when. Only what is open: what has just become so is found at once. */
  const known = new Map<string, number>();

  async function isOpen(assetId: string): Promise<boolean> {
    const now = deps.clock.now();
    if ((known.get(assetId) ?? 0) > now) return true;
    if (!(await repo.assets.isOpen(assetId))) return false;
    if (known.size >= mostKnown) known.clear();
    known.set(assetId, now + openFor);
    return true;
  }

  return {
    /** What is neither open nor signed for is as unknown as what never was. */
    async open(assetId: string, query: SignedQuery): Promise<OpenedAsset> {
      if (!/^[0-9a-f]{64}$/.test(assetId)) throw new HubError('not_found');
      const signed = deps.links.admits(assetId, query);
      const open = !signed && (await isOpen(assetId));
      const asset = signed || open ? await repo.assets.asset(assetId) : undefined;
      if (asset === undefined) throw new HubError('not_found');
      return { ...asset, open };
    },

    stream: (assetId: string, range?: { start: number; end: number }): Promise<Readable> =>
      deps.blobs.stream(assetId, range),
  };
}
