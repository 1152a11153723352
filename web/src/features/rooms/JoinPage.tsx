import { normaliseRoomCode, roomCodePattern } from '@draftroom/core/contract/ids';
import type { RoomByCode } from '@draftroom/core/schema/rooms';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { hasCode } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { JoinForm } from './JoinForm.tsx';
import styles from './join.module.css';
import { OpenRoom } from './OpenRoom.tsx';

const route = getRouteApi('/pages/join/$code');

export function JoinPage() {
  const code = normaliseRoomCode(route.useParams().code);
  const { user } = useMe();
  if (!roomCodePattern.test(code)) return <UnknownCode />;
  if (user === null) return <SignInFirst code={code} />;
  return <KnownCode key={code} code={code} />;
}

function KnownCode({ code }: { code: string }) {
  // Every look counts as a try at a code: once, and again only when asked to.
  const room = useQuery(
    trpc.rooms.byCode.queryOptions({ code }, { refetchOnWindowFocus: false, staleTime: 60_000, retry: false }),
  );
  const navigate = useNavigate();
  const wasOutside = useRef(false);
  const roomId = room.data?.id;
  const outside = room.data?.myRole === null;
  useEffect(() => {
    if (roomId === undefined) return;
    if (wasOutside.current && !outside) void navigate({ to: '/rooms/$roomId', params: { roomId } });
    wasOutside.current ||= outside;
  }, [navigate, outside, roomId]);
  if (room.isPending) {
    return (
      <FormPage title={t('join.title')}>
        <Skeleton>
          <SkeletonLine height={72} />
        </Skeleton>
      </FormPage>
    );
  }
  if (room.isError) {
    if (hasCode(room.error, 'not_found', 'invalid_input')) return <UnknownCode />;
    return (
      <FormPage title={t('join.title')}>
        <ErrorPanel error={room.error} onRetry={() => void room.refetch()} />
      </FormPage>
    );
  }
  if (room.data.myRole !== null) {
    return (
      <FormPage title={room.data.name} text={t('join.already', { role: label(`role.${room.data.myRole}`) })}>
        <OpenRoom roomId={room.data.id} />
      </FormPage>
    );
  }
  return (
    <FormPage title={t('join.to', { room: room.data.name })}>
      <Facts room={room.data} code={code} />
      <JoinForm room={room.data} code={code} />
    </FormPage>
  );
}

function Facts({ room, code }: { room: RoomByCode; code: string }) {
  return (
    <dl className={styles.facts}>
      <dt>{t('code.label')}</dt>
      <dd className={styles.code}>{code}</dd>
      <dt>{label(`visibility.${room.visibility}`)}</dt>
      <dd>{t('home.members', { count: room.memberCount })}</dd>
    </dl>
  );
}

function UnknownCode() {
  return (
    <FormPage title={t('join.unknownTitle')} text={t('join.unknownWhat')}>
      <div>
        <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('action.goHome')}</Button>
      </div>
    </FormPage>
  );
}

function SignInFirst({ code }: { code: string }) {
  const next = `/join/${code}`;
  return (
    <FormPage title={t('join.title')} text={t('join.signInWhat')}>
      <div className={styles.buttons}>
        <Button renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>{t('join.signIn')}</Button>
        <Button variant="default" renderRoot={(props) => <Link to="/sign-up" search={{ next }} {...props} />}>
          {t('signIn.toSignUp')}
        </Button>
      </div>
    </FormPage>
  );
}
