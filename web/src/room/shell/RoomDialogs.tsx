import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { confirm } from '../../kit/confirm.ts';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import type { RoomDialog } from './room-dialogs.ts';

const InviteDialog = lazy(async () => ({ default: (await import('../people/InviteDialog.tsx')).InviteDialog }));
const RoomSettings = lazy(async () => ({ default: (await import('../settings/RoomSettings.tsx')).RoomSettings }));
const RemovedList = lazy(async () => ({ default: (await import('../settings/RemovedList.tsx')).RemovedList }));

interface RoomDialogsProps {
  dialog: RoomDialog | null;
  onClose: () => void;
}

export function RoomDialogs({ dialog, onClose }: RoomDialogsProps) {
  useLeaving(dialog === 'leave', onClose);
  return (
    <Suspense>
      {dialog === 'invite' && <InviteDialog onClose={onClose} />}
      {dialog === 'settings' && <RoomSettings onClose={onClose} />}
      {dialog === 'removed' && <RemovedList onClose={onClose} />}
    </Suspense>
  );
}

/** Coming back may need an invitation, so leaving asks first. */
function useLeaving(asked: boolean, onClose: () => void): void {
  const { hub, room } = useRoom();
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when it is opened
  useEffect(() => {
    if (!asked) return;
    onClose();
    const leave = async (): Promise<void> => {
      const title = t('room.leaveTitle', { room: room.name });
      if (!(await confirm({ title, text: t('room.leaveWhat'), yes: t('room.leaveYes') }))) return;
      if (await act(() => hub.trpc.rooms.leave.mutate({ roomId: room.id }))) await navigate({ to: '/home' });
    };
    void leave();
  }, [asked]);
}
