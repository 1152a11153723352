import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { FormPage } from '../../kit/FormPage.tsx';
import { t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { useForm } from '../../kit/use-form.ts';

export function ForgotPasswordPage() {
  const { user, hub: facts } = useMe();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({
    initial: { email: user?.email ?? '' },
    check: ({ email }) => (email.trim() === '' ? { email: t('error.required') } : {}),
    submit: async ({ email }) => {
      await api.accounts.requestPasswordReset.mutate({ email });
      setSentTo(email.trim());
    },
  });
  const back = <Link to="/sign-in">{t('signIn.title')}</Link>;

  if (sentTo !== undefined) {
    return (
      <FormPage title={t('forgot.sent')} below={back}>
        <Notice
          tone="ok"
          title={t('forgot.sentWhat', { email: sentTo })}
          text={facts.mailsWork ? undefined : t('forgot.outbox')}
          action={
            <Button variant="default" onClick={() => setSentTo(undefined)}>
              {t('forgot.again')}
            </Button>
          }
        />
      </FormPage>
    );
  }
  return (
    <FormPage title={t('forgot.title')} text={t('forgot.what')} below={back}>
      <form onSubmit={form.onSubmit} noValidate>
        <TextInput
          {...form.field('email')}
          type="email"
          label={t('account.email')}
          autoComplete="email"
          inputMode="email"
        />
        <FormError error={form.error} />
        <Button type="submit" loading={form.busy}>
          {t('forgot.submit')}
        </Button>
      </form>
    </FormPage>
  );
}
