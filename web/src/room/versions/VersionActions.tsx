import type { Version } from '@draftroom/core/schema/documents';
import { Button } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { useRestore } from './use-restore.ts';

interface VersionActionsProps {
  version: Version;
  /** It would change something. */
  restorable: boolean;
  onClose: () => void;
}

/** Below a comparison with a version: leave, or bring it back. */
export function VersionActions({ version, restorable, onClose }: VersionActionsProps) {
  const { room } = useRoom();
  const restore = useRestore(version);
  return (
    <>
      <Button variant="default" onClick={onClose}>
        {t('action.close')}
      </Button>
      {room.rights.write && (
        <Button disabled={!restorable} onClick={() => void restore().then((done) => done && onClose())}>
          {t('room.versionRestore')}
        </Button>
      )}
    </>
  );
}
