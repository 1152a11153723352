import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/hub.ts';
import { useAccount, useMe } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import styles from './AccountPage.module.css';

export function EmailSection() {
  const account = useAccount();
  const { mailsWork } = useMe().hub;
  const [state, setState] = useState<'idle' | 'busy' | 'sent'>('idle');
  const [error, setError] = useState<ShownError | null>(null);
  const send = async () => {
    setState('busy');
    setError(null);
    try {
      await api.accounts.requestEmailVerification.mutate();
      setState('sent');
    } catch (thrown) {
      setError(shownError(thrown));
      setState('idle');
    }
  };
  return (
    <section className={styles.section} aria-labelledby="email">
      <h2 id="email">{t('account.email')}</h2>
      <div className={styles.row}>
        <span>{account.email}</span>
        {account.emailVerified ? (
          <span className={styles.confirmed}>{t('profile.emailConfirmed')}</span>
        ) : (
          <span className={styles.open}>{t('profile.emailOpen')}</span>
        )}
        {!account.emailVerified && state !== 'sent' && (
          <Button variant="default" loading={state === 'busy'} onClick={() => void send()}>
            {t('profile.emailSend')}
          </Button>
        )}
      </div>
      {!account.emailVerified && <p className={styles.hint}>{t('profile.emailWhy')}</p>}
      {state === 'sent' && (
        <Notice
          tone="ok"
          title={t('profile.emailSent', { email: account.email })}
          text={mailsWork ? undefined : t('forgot.outbox')}
        />
      )}
      <FormError error={error} />
    </section>
  );
}
