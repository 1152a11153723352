import type { RoomMember } from '@draftroom/core/schema/rooms';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { confirm } from '../../kit/confirm.ts';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { membersQuery } from '../session/room-queries.ts';
import { leavingNeeds } from './leaving.ts';
import type { RoomDialog } from './room-dialogs.ts';

/** Coming back may need an invitation, so leaving asks first; a room is never left without an owner. */
export function useLeaving(asked: boolean, onDialog: (dialog: RoomDialog | null) => void): void {
  const { hub, room, me } = useRoom();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it is opened
  useEffect(() => {
    if (!asked) return;
    onDialog(null);
    const leave = async (): Promise<void> => {
      let members: RoomMember[] = [];
      const known = await act(async () => {
        members = (await queries.fetchQuery(membersQuery(hub, room.id))).items;
      });
      if (!known) return;
      const title = t('room.leaveTitle', { room: room.name });
      const needs = leavingNeeds(members, me?.id ?? '');
      if (needs === 'heir') {
        const text = t('room.leaveOwner');
        if (await confirm({ title, text, yes: t('room.handOverShort'), danger: false })) onDialog('handOver');
        return;
      }
      if (needs === 'end') {
        const text = t('room.leaveAlone');
        if (await confirm({ title, text, yes: t('room.settings'), danger: false })) onDialog('settings');
        return;
      }
      if (!(await confirm({ title, text: t('room.leaveWhat'), yes: t('room.leaveYes') }))) return;
      const text = t('room.left', { room: room.name });
      if (await act(() => hub.trpc.rooms.leave.mutate({ roomId: room.id }), { text })) await navigate({ to: '/home' });
    };
    void leave();
  }, [asked]);
}
