import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, trpc } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { useForm } from '../../kit/use-form.ts';
import styles from './accounts.module.css';

const route = getRouteApi('/pages/device');

export function DevicePage() {
  const { code } = route.useSearch();
  return code === undefined ? <EnterCode /> : <Decide key={code} code={code} />;
}

function EnterCode() {
  const navigate = useNavigate();
  const form = useForm({
    initial: { userCode: '' },
    check: ({ userCode }) => (userCode.trim() === '' ? { userCode: t('error.required') } : {}),
    submit: async ({ userCode }) => {
      const code = userCode.trim().toUpperCase();
      // Refused here, the message stands at the field; what is found is shown on the next page.
      await api.accounts.device.describe.query({ userCode: code });
      await navigate({ to: '/device', search: { code } });
    },
  });
  return (
    <FormPage title={t('device.title')} text={t('device.what')}>
      <form onSubmit={form.onSubmit} noValidate>
        <TextInput
          {...form.field('userCode')}
          label={t('device.code')}
          placeholder="BCDF-GHJK"
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          classNames={{ input: styles.mono }}
          size="md"
        />
        <FormError error={form.error} />
        <Button type="submit" loading={form.busy}>
          {t('device.submit')}
        </Button>
      </form>
    </FormPage>
  );
}

function Decide({ code }: { code: string }) {
  const account = useAccount();
  const [decided, setDecided] = useState<'approved' | 'declined'>();
  const [busy, setBusy] = useState<boolean>();
  const [error, setError] = useState<ShownError | null>(null);
  const device = useQuery(
    trpc.accounts.device.describe.queryOptions({ userCode: code }, { refetchOnWindowFocus: false, staleTime: 60_000 }),
  );

  if (device.isPending) {
    return (
      <FormPage title={t('device.title')}>
        <Skeleton>
          <SkeletonLine height={64} />
        </Skeleton>
      </FormPage>
    );
  }
  if (device.isError) {
    return (
      <FormPage title={t('device.title')} below={<OtherCode />}>
        <ErrorPanel error={device.error} onRetry={() => void device.refetch()} />
      </FormPage>
    );
  }
  const client = label(`client.${device.data.client}`);
  if (decided === 'approved') {
    return (
      <FormPage title={t('device.approved', { client })} text={t('device.approvedWhat')}>
        {null}
      </FormPage>
    );
  }
  if (decided === 'declined') {
    return (
      <FormPage title={t('device.declined')} text={t('device.declinedWhat')}>
        {null}
      </FormPage>
    );
  }

  const decide = async (approve: boolean) => {
    setBusy(approve);
    setError(null);
    try {
      await api.accounts.device.decide.mutate({ userCode: code, approve });
      setDecided(approve ? 'approved' : 'declined');
    } catch (thrown) {
      setError(shownError(thrown));
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <FormPage title={t('device.ask', { client })} text={t('device.caution')} below={<OtherCode />}>
      <div className={styles.facts}>
        <span className={styles.mono}>{code}</span>
        <span>
          {t('profile.sessionFrom', { address: device.data.address })}, <RelativeTime at={device.data.startedAt} />
        </span>
      </div>
      <div className={styles.who}>
        <Avatar person={account} size={40} />
        <span>
          <strong>{account.name}</strong>
          <br />
          {account.email}
        </span>
      </div>
      <FormError error={error} />
      <div className={styles.buttons}>
        <Button loading={busy === true} disabled={busy === false} onClick={() => void decide(true)}>
          {t('device.approve')}
        </Button>
        <Button variant="default" loading={busy === false} disabled={busy === true} onClick={() => void decide(false)}>
          {t('device.decline')}
        </Button>
      </div>
    </FormPage>
  );
}

function OtherCode() {
  const navigate = useNavigate();
  return (
    <Button variant="subtle" size="compact-sm" onClick={() => void navigate({ to: '/device', search: {} })}>
      {t('device.other')}
    </Button>
  );
}
