import { createInviteeUseCases } from './service/accept-invite.ts';
import { createAccessPort } from './service/access.ts';
import { createChatUseCases } from './service/chat.ts';
import { createDepartures } from './service/departure.ts';
import { createRoomsCore, type RoomsDeps } from './service/deps.ts';
import { createEventUseCases } from './service/events.ts';
import { createInviteUseCases } from './service/invites.ts';
import { createJoinUseCases } from './service/join.ts';
import { createMemberUseCases } from './service/members.ts';
import { createMessageContent } from './service/message-content.ts';
import { createRequestUseCases } from './service/requests.ts';
import { createRoomUseCases } from './service/rooms.ts';
import { createSettingsUseCases } from './service/settings.ts';

export type { AccessChange, Caller, RoomsDeps } from './service/deps.ts';

export function createRoomsService(deps: RoomsDeps) {
  const core = createRoomsCore(deps);
  return {
    ...createRoomUseCases(core),
    ...createSettingsUseCases(core),
    ...createJoinUseCases(core),
    ...createEventUseCases(core),
    members: createMemberUseCases(core),
    requests: createRequestUseCases(core),
    invites: { ...createInviteUseCases(core), ...createInviteeUseCases(core) },
    chat: createChatUseCases(core),
    /** Messages as something that can be reported. */
    messageContent: createMessageContent(core),
    /** For other modules and the sync engine. */
    port: createAccessPort(core),
    departures: createDepartures(core),
  };
}

export type RoomsService = ReturnType<typeof createRoomsService>;
