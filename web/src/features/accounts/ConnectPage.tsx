import { type HandoverProgram, handoverProgram } from '@draftroom/core/contract/handover';
import type { Account } from '@draftroom/core/schema/accounts';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
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
  const program = redirectUri === undefined ? null : handoverProgram(redirectUri);

  if (client === undefined || redirectUri === undefined || codeChallenge === undefined || program === null) {
    return (
      <FormPage title={t('connect.broken')} text={t('connect.brokenWhat')}>
        {null}
      </FormPage>
    );
  }
  if (state === 'going') return <FormPage title={t('connect.going')}>{null}</FormPage>;
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
    <FormPage {...askedBy(program, account)}>
      <div className={styles.facts}>
        <div className={styles.who}>
          <Avatar person={account} size={40} />
          <span>{t('connect.can')}</span>
        </div>
        <span className={styles.mono}>{t('connect.goesTo', { target: redirectTarget(redirectUri) })}</span>
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

/** Named by the address that gets the answer, not by what the program says of itself: anybody can link here. */
function askedBy(program: HandoverProgram, { name, email }: Account): { title: string; text: string } {
  switch (program.kind) {
    case 'editor':
      return {
        title: t('connect.title.editor', { program: program.name }),
        text: t('connect.what.editor', { program: program.name, name, email }),
      };
    case 'local':
      return { title: t('connect.title.local'), text: t('connect.what.local', { port: program.port, name, email }) };
    default:
      return {
        title: t('connect.title.extension'),
        text: t('connect.what.extension', { id: program.extensionId, name, email }),
      };
  }
}
