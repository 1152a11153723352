import { HubError } from '../../../contract/errors.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Origin, Remix, Remixed } from '../schema.ts';
import type { DesignsCore } from './deps.ts';
import { lineageOf } from './view.ts';

export function createRemixing(core: DesignsCore) {
  const { deps, repo } = core;

  return {
    /** A private room of one's own with what the release holds. What is published from it names its parent. */
    async remix(actor: SignedInActor, { designId, seq }: Remix): Promise<Remixed> {
      const design = await core.allowed(actor, designId, 'remix');
      const release = await repo.releases.find(design.id, { seq: seq ?? design.releaseCount });
      if (release === undefined) throw new HubError('not_found');
      const files = await repo.releases.files(release.id);
      const room = await deps.rooms.createRoom(actor, design.title);
      try {
        // First: whatever comes into the room is a remix already.
        if (design.authorId !== actor.userId) await repo.lineage.noteRemix(room.id, release.id, core.now());
        for (const { path, assetId, size } of files) {
          await deps.rooms.addFile(actor, { roomId: room.id, path, assetId, size });
        }
      } catch (error) {
        // Half a remix is none.
        await deps.rooms.removeRoom(actor, room.id);
        throw error;
      }
      return { roomId: room.id, code: room.code };
    },

    /** For whoever may publish from a room: what it began as a remix of. */
    async origin(actor: SignedInActor, roomId: string): Promise<Origin> {
      // Asks for nothing in it, and is refused like somebody who would publish from it.
      await deps.rooms.entries(actor, roomId, []);
      const parent = await repo.lineage.parentOfRoom(roomId);
      return { madeFrom: parent === undefined ? [] : await lineageOf(core, actor.userId, [parent]) };
    },
  };
}
