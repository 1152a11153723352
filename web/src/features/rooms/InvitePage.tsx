import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { hasCode, type ShownError, shownError } from '../../kit/hub-error.ts';
import { currentLocale, label, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { fullTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toasts.ts';
import styles from './join.module.css';
import { OpenRoom } from './OpenRoom.tsx';

const route = getRouteApi('/pages/invite/$token');

export function InvitePage() {
  const { token } = route.useParams();
  const invite = useQuery(trpc.rooms.invites.describe.queryOptions({ token }, { retry: false }));
  if (invite.isPending) {
    return (
      <FormPage title={t('join.title')}>
        <Skeleton>
          <SkeletonLine height={72} />
        </Skeleton>
      </FormPage>
    );
  }
  if (invite.isError) {
    if (hasCode(invite.error, 'bad_token', 'not_found', 'invalid_input')) {
      return (
        <FormPage title={t('invite.gone')} text={t('invite.goneWhat')}>
          {null}
        </FormPage>
      );
    }
    return (
      <FormPage title={t('join.title')}>
        <ErrorPanel error={invite.error} onRetry={() => void invite.refetch()} />
      </FormPage>
    );
  }
  const { roomName, role, invitedBy, memberCount, expiresAt, roomId, forMe } = invite.data;
  return (
    <FormPage title={t('invite.title', { room: roomName })}>
      <div className={styles.who}>
        {invitedBy !== null && <Avatar person={invitedBy} size={40} />}
        <p>{invitedBy === null ? t('invite.byNobody') : t('invite.by', { name: invitedBy.name })}</p>
      </div>
      <dl className={styles.facts}>
        <dt>{t('home.role')}</dt>
        <dd>{label(`role.${role}`)}</dd>
        <dt>{t('home.members', { count: memberCount })}</dt>
        <dd>{t('invite.expires', { when: fullTime(new Date(expiresAt).getTime(), currentLocale()) })}</dd>
      </dl>
      {roomId === null ? <Accept token={token} roomName={roomName} forMe={forMe} /> : <OpenRoom roomId={roomId} />}
    </FormPage>
  );
}

function Accept({ token, roomName, forMe }: { token: string; roomName: string; forMe: boolean }) {
  const { user } = useMe();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ShownError | null>(null);
  const next = `/invite/${token}`;

  if (user === null) {
    return (
      <>
        <p>{t('join.signInWhat')}</p>
        <div className={styles.buttons}>
          <Button renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>
            {t('join.signIn')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/sign-up" search={{ next }} {...props} />}>
            {t('signIn.toSignUp')}
          </Button>
        </div>
      </>
    );
  }
  if (!forMe) {
    return (
      <Notice
        tone="warning"
        title={t('invite.notForMe')}
        text={t('invite.notForMeWhat')}
        action={<Link to="/account">{t('profile.title')}</Link>}
      />
    );
  }
  const accept = async () => {
    setBusy(true);
    setError(null);
    try {
      const { id, role } = await api.rooms.invites.accept.mutate({ token });
      void queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
      showToast({ text: t('join.joined', { room: roomName, role: label(`role.${role}`) }) });
      await navigate({ to: '/rooms/$roomId', params: { roomId: id } });
    } catch (thrown) {
      setError(shownError(thrown));
      setBusy(false);
    }
  };
  return (
    <>
      <FormError error={error} />
      <div>
        <Button loading={busy} onClick={() => void accept()}>
          {t('invite.accept')}
        </Button>
      </div>
    </>
  );
}
