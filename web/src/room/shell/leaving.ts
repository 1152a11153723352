import type { RoomMember } from '@draftroom/core/schema/rooms';

/** What has to happen before somebody can leave: the only owner needs an heir, and who is alone can only end the room. */
export function leavingNeeds(
  members: readonly Pick<RoomMember, 'userId' | 'role'>[],
  userId: string,
): 'nothing' | 'heir' | 'end' {
  const owners = members.filter((member) => member.role === 'owner');
  if (owners.length !== 1 || owners[0]?.userId !== userId) return 'nothing';
  return members.length > 1 ? 'heir' : 'end';
}
