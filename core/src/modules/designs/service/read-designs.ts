import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { DesignRecord } from '../repo/design-repo.ts';
import type { ReleaseRecord } from '../repo/release-repo.ts';
import type { Design, DiffReleases, Release, ReleaseDiff, ReleaseFile, ReleaseId } from '../schema.ts';
import type { DesignsCore } from './deps.ts';
import { toDesign, toFiles, toRelease } from './view.ts';

export function createDesignReads(core: DesignsCore) {
  const { repo } = core;

  async function releaseAt(design: DesignRecord, seq: number): Promise<ReleaseRecord> {
    const release = await repo.releases.find(design.id, { seq });
    if (release === undefined) throw new HubError('not_found');
    return release;
  }

  return {
    async get(actor: Actor, designId: string): Promise<Design> {
      const { id } = await core.allowed(actor, designId, 'read');
      return await toDesign(core, actor, id);
    },

    async release(actor: Actor, { designId, seq }: ReleaseId): Promise<Release> {
      const design = await core.allowed(actor, designId, 'read');
      return await toRelease(core, design, await releaseAt(design, seq));
    },

    async diff(actor: Actor, { designId, from, to }: DiffReleases): Promise<ReleaseDiff> {
      const design = await core.allowed(actor, designId, 'read');
      const [before, after] = await Promise.all([releaseAt(design, from), releaseAt(design, to)]);
      return {
        files: difference(await toFiles(core, design, before.id), await toFiles(core, design, after.id)),
      };
    },
  };
}

/** By path, in the order of paths: a file that was renamed is one that went and one that came. */
function difference(before: readonly ReleaseFile[], after: readonly ReleaseFile[]): ReleaseDiff['files'] {
  const was = new Map(before.map((file) => [file.path, file]));
  const is = new Map(after.map((file) => [file.path, file]));
  return [...new Set([...was.keys(), ...is.keys()])].sort().map((path) => {
    const [old, now] = [was.get(path) ?? null, is.get(path) ?? null];
    const change = old === null ? 'added' : now === null ? 'removed' : old.assetId === now.assetId ? 'same' : 'changed';
    return { path, change, before: old, after: now };
  });
}
