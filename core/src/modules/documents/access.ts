/** What the sync engine asks before it lets somebody read or write: the same policies as every procedure. */
import { HubError, isHubError } from '../../contract/errors.ts';
import type { Actor } from '../../platform/actor.ts';
import type { AccessPort, Refusal, SyncActor } from '../../sync/ports.ts';
import type { CredentialsPort, RoomsPort } from './ports.ts';
import type { DocumentsRepo } from './repo.ts';

export interface AccessDeps {
  readonly credentials: CredentialsPort;
  readonly rooms: Pick<RoomsPort, 'access'>;
  readonly documents: Pick<DocumentsRepo, 'roomOf'>;
}

export function createAccessPort({ credentials, rooms, documents }: AccessDeps): AccessPort {
  return {
    // Sockets send a cookie along whatever page opens them, so it counts only from an origin of ours.
    authenticate: ({ token, cookie, origin }) =>
      orRefusal(async () =>
        toSyncActor(await credentials.authenticate({ token, ticketCounts: true, cookie, origin, unsafe: true })),
      ),
    room: (actor, roomId) => orRefusal(() => rooms.access(actor, roomId)),
    document: (actor, documentId) =>
      orRefusal(async () => {
        const roomId = await documents.roomOf(documentId);
        if (roomId === undefined) throw new HubError('not_found');
        return await rooms.access(actor, roomId);
      }),
  };
}

export function toSyncActor(actor: Actor): SyncActor {
  if (actor.kind === 'anonymous') return { userId: null, sessionId: null, name: '', colour: 'slate', avatarId: null };
  const { userId, sessionId, name, colour, avatarId } = actor;
  return { userId, sessionId, name, colour, avatarId };
}

async function orRefusal<Answer>(ask: () => Promise<Answer>): Promise<Answer | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (isHubError(error)) return { refused: error.code };
    throw error;
  }
}
