import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import styles from './accounts.module.css';
import { cancelledRedirect, redirectTarget } from './redirect-target.ts';

const route = getRouteApi('/pages/connect');

/** An editor or extension on this machine asks to sign in; the hub checks what it sent before anything is handed over. */
export function ConnectPage() {
  const search = route.useSearch();
  const account = useAccount();
  const [state, setState] = useState<'asking' | 'busy' | 'going' | 'cancelled'>('asking');
  const [error, setError] = useState<ShownError | null>(null);
  const { client, redirect_uri: redirectUri, code_challenge: codeChallenge } = search;
  const target = redirectUri === undefined ? null : redirectTarget(redirectUri);

  if (client === undefined || redirectUri === undefined || codeChallenge === undefined || target === null) {
    return (
      <FormPage title={t('connect.broken')} text={t('connect.brokenWhat')}>
        {null}
      </FormPage>
    );
  }
  const name = label(`client.${client}`);
  if (state === 'going') return <FormPage title={t('connect.going', { client: name })}>{null}</FormPage>;
  if (state === 'cancelled') return <FormPage title={t('connect.cancelled')}>{null}</FormPage>;

  const go = async () => {
    setState('busy');
    setError(null);
    try {
      const input = { client, redirectUri, codeChallenge, state: search.state ?? '' };
      const { redirectTo } = await api.accounts.handover.create.mutate(input);
      setState('going');
      location.assign(redirectTo);
    } catch (thrown) {
      setError(shownError(thrown));
      setState('asking');
    }
  };
  const cancel = () => {
    setState('cancelled');
    const back = cancelledRedirect(redirectUri, search.state ?? '');
    if (back !== null) location.assign(back);
  };
  return (
    <FormPage
      title={t('connect.title', { client: name })}
      text={t('connect.what', { client: name, name: account.name, email: account.email })}
    >
      <div className={styles.facts}>
        <div className={styles.who}>
          <Avatar person={account} size={40} />
          <span>{t('connect.can')}</span>
        </div>
        <span className={styles.mono}>{t('connect.goesTo', { target })}</span>
      </div>
      <FormError error={error} />
      <div className={styles.buttons}>
        <Button loading={state === 'busy'} onClick={() => void go()}>
          {t('connect.go')}
        </Button>
        <Button variant="default" disabled={state === 'busy'} onClick={cancel}>
          {t('action.cancel')}
        </Button>
      </div>
    </FormPage>
  );
}
