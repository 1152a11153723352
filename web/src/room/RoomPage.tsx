import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { hub } from '../app/hub-client.ts';
import { useMe } from '../app/session.ts';
import { t } from '../kit/messages/language.ts';
import { usePageTitle } from '../kit/page.ts';
import { roomQuery } from './session/room-queries.ts';
import { loadCodeArea } from './shell/load-code-area.ts';
import { Room } from './shell/Room.tsx';
import { RoomRefused } from './shell/RoomRefused.tsx';
import { RoomSkeleton } from './shell/RoomSkeleton.tsx';

/** A room by its address: loading, refused, or open. */
export function RoomPage() {
  const { roomId } = useParams({ strict: false });
  const { user } = useMe();
  const room = useQuery({ ...roomQuery(hub, roomId ?? ''), enabled: roomId !== undefined });
  useEffect(() => void loadCodeArea().catch(() => undefined), []);
  usePageTitle(room.data?.name ?? t('room.title'));
  if (room.data !== undefined)
    return <Room key={`${room.data.id} ${user?.id ?? ''}`} room={room.data} me={user} hub={hub} />;
  if (room.isError)
    return <RoomRefused error={room.error} signedIn={user !== null} onRetry={() => void room.refetch()} />;
  return <RoomSkeleton />;
}
