import type { Statement } from '@draftroom/core/schema/moderation';
import { Button, Textarea } from '@mantine/core';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './moderation.module.css';

/** The appeal against a statement: its form, or how it stands. */
export function AppealPart({ statement }: { statement: Statement }) {
  const { appeal } = statement;
  return (
    <section className={styles.part} aria-labelledby="appeal">
      <h2 id="appeal">{t('appeal.title')}</h2>
      {appeal === null && statement.appealable && <AppealForm statementId={statement.id} />}
      {appeal === null && !statement.appealable && <p className={styles.hint}>{t('appeal.over')}</p>}
      {appeal !== null && (
        <>
          {appeal.state === 'open' && <Notice title={t('appeal.open')} />}
          {appeal.state === 'upheld' && <Notice tone="warning" title={t('appeal.upheld')} />}
          {appeal.state === 'reversed' && <Notice tone="ok" title={t('appeal.reversed')} />}
          {appeal.answer !== null && (
            <>
              <h3>{t('appeal.answer')}</h3>
              <p className={styles.reading}>{appeal.answer}</p>
            </>
          )}
          <h3>{t('appeal.yours')}</h3>
          <p className={styles.reading}>{appeal.words}</p>
        </>
      )}
    </section>
  );
}

function AppealForm({ statementId }: { statementId: string }) {
  const form = useForm({
    initial: { words: '' },
    check: ({ words }) => (words.trim() === '' ? { words: t('error.required') } : {}),
    submit: async ({ words }) => {
      await api.appeals.create.mutate({ statementId, words });
      showToast({ text: t('appeal.sent') });
      await queryClient.invalidateQueries({ queryKey: trpc.statements.pathKey() });
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <p className={styles.hint}>{t('appeal.what')}</p>
      <Textarea
        {...form.field('words')}
        label={t('appeal.words')}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={4_000}
      />
      <FormError error={form.error} />
      <div>
        <Button type="submit" loading={form.busy}>
          {t('appeal.submit')}
        </Button>
      </div>
    </form>
  );
}
