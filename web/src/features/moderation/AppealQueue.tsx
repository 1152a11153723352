import type { OpenAppeal } from '@draftroom/core/schema/moderation';
import { Button, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import { ActionRow } from './ActionRow.tsx';
import { EndlessList } from './EndlessList.tsx';
import styles from './moderation.module.css';
import { Snapshot } from './Snapshot.tsx';

export function AppealQueue() {
  const list = useInfiniteQuery(
    trpc.appeals.queue.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  return (
    <EndlessList
      list={list}
      empty={{ title: t('moderation.noAppealsTitle'), text: t('moderation.noAppeals') }}
      keyOf={({ appeal }) => appeal.id}
      row={(open) => <AppealRow open={open} />}
    />
  );
}

function AppealRow({ open }: { open: OpenAppeal }) {
  const { appeal, action, snapshot, picture, mayDecide } = open;
  return (
    <article className={styles.column} aria-label={action.target.title ?? t('target.gone')}>
      <section className={styles.part}>
        <h2>{t('appeals.decision')}</h2>
        <ActionRow action={action} />
        <Snapshot value={snapshot} picture={picture} />
      </section>
      <section className={styles.part}>
        <h2>
          {t('appeals.words')} <RelativeTime at={appeal.createdAt} />
        </h2>
        <p className={styles.reading}>{appeal.words}</p>
      </section>
      {mayDecide ? <AnswerForm appealId={appeal.id} /> : <p className={styles.hint}>{t('appeals.own')}</p>}
    </article>
  );
}

function AnswerForm({ appealId }: { appealId: string }) {
  const form = useForm({
    initial: { answer: '', decision: 'upheld' },
    submit: async ({ answer, decision }) => {
      await api.appeals.decide.mutate({ appealId, decision: decision as 'upheld' | 'reversed', answer });
      showToast({ text: t('appeals.done') });
      await queryClient.invalidateQueries({ queryKey: trpc.appeals.pathKey() });
      await queryClient.invalidateQueries({ queryKey: trpc.moderation.pathKey() });
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <Textarea
        {...form.field('answer')}
        label={t('appeals.answer')}
        description={t('appeals.answerHint')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4_000}
      />
      <FormError error={form.error} />
      <div className={styles.actions}>
        <Button type="submit" variant="default" loading={form.busy} onClick={() => form.set({ decision: 'upheld' })}>
          {t('appeals.uphold')}
        </Button>
        <Button type="submit" loading={form.busy} onClick={() => form.set({ decision: 'reversed' })}>
          {t('appeals.reverse')}
        </Button>
      </div>
    </form>
  );
}
