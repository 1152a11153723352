/** What a publication starts from, as the hub has it when the page opens. */
import type { Design, LineageEntry } from '@draftroom/core/schema/designs';
import type { Tree } from '@draftroom/core/schema/documents';
import { api } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';

/** A room's tree, a design that gets a release, both or neither. */
export interface PublishSource {
  readonly room: { readonly id: string; readonly name: string; readonly tree: Tree } | null;
  readonly design: Design | null;
  /** The design came from a room that is gone, or that this person may not publish from any more. */
  readonly roomGone: boolean;
  /** What the room began as a remix of. */
  readonly origin: readonly LineageEntry[];
}

type OfRoom = Pick<PublishSource, 'room' | 'origin'>;

const noRoom: OfRoom = { room: null, origin: [] };

export async function loadSource(roomId: string | undefined, designId: string | undefined): Promise<PublishSource> {
  const design = designId === undefined ? null : await api.designs.get.query({ designId });
  if (roomId !== undefined) return { design, roomGone: false, ...(await ofRoom(roomId)) };
  if (design === null || design.roomId === null) return { design, roomGone: false, ...noRoom };
  const found = await ofOldRoom(design.roomId);
  return { design, roomGone: found === null, ...(found ?? noRoom) };
}

async function ofRoom(roomId: string): Promise<OfRoom & { mayPublish: boolean }> {
  const [{ name, rights }, tree, { madeFrom }] = await Promise.all([
    api.rooms.get.query({ roomId }),
    api.documents.list.query({ roomId }),
    // Who may not publish from it hears so when they try.
    api.designs.origin.query({ roomId }).catch(elseWhereRefused({ madeFrom: [] })),
  ]);
  return { room: { id: roomId, name, tree }, origin: madeFrom, mayPublish: rights.write };
}

/** A release needs no room, so one that cannot be published from is no reason to refuse the page. */
async function ofOldRoom(roomId: string): Promise<OfRoom | null> {
  const found = await ofRoom(roomId).catch(elseWhereRefused(null));
  return found?.mayPublish === true ? found : null;
}

/** What did not come through may come the next time, and fails. */
function elseWhereRefused<Instead>(instead: Instead): (error: unknown) => Instead {
  return (error) => {
    if (shownError(error).retryable) throw error;
    return instead;
  };
}
