import { lazy, Suspense } from 'react';
import type { RoomDialog } from './room-dialogs.ts';
import { useLeaving } from './use-leaving.ts';

const InviteDialog = lazy(async () => ({ default: (await import('../people/InviteDialog.tsx')).InviteDialog }));
const HandOver = lazy(async () => ({ default: (await import('../people/HandOver.tsx')).HandOver }));
const RoomSettings = lazy(async () => ({ default: (await import('../settings/RoomSettings.tsx')).RoomSettings }));
const RenameRoom = lazy(async () => ({ default: (await import('../settings/RenameRoom.tsx')).RenameRoom }));
const RemovedList = lazy(async () => ({ default: (await import('../settings/RemovedList.tsx')).RemovedList }));

interface RoomDialogsProps {
  dialog: RoomDialog | null;
  onDialog: (dialog: RoomDialog | null) => void;
}

export function RoomDialogs({ dialog, onDialog }: RoomDialogsProps) {
  const onClose = (): void => onDialog(null);
  useLeaving(dialog === 'leave', onDialog);
  return (
    <Suspense>
      {dialog === 'invite' && <InviteDialog onClose={onClose} />}
      {dialog === 'settings' && <RoomSettings onClose={onClose} />}
      {dialog === 'rename' && <RenameRoom onClose={onClose} />}
      {dialog === 'handOver' && <HandOver onClose={onClose} />}
      {dialog === 'removed' && <RemovedList onClose={onClose} />}
    </Suspense>
  );
}
