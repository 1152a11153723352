import {
  type DecisionKind,
  leastStatement,
  type ReviewDetail,
  statementLength,
} from '@draftroom/core/schema/moderation';
import { type ReportReason, reportReasons } from '@draftroom/drizzle/enums';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { confirm } from '../../kit/confirm.ts';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import { ChoiceCards } from '../rooms/ChoiceCards.tsx';
import { inDays } from './dates.ts';
import styles from './moderation.module.css';

const lengths = [1, 3, 7, 30, 90, 365] as const;

/** What happens, under which rule, and the reasons in words for the person. */
export function DecisionForm({ detail }: { detail: ReviewDetail }) {
  const { item, allowed, mayBePermanent } = detail;
  const form = useForm({
    initial: {
      kind: 'none',
      reason: item.reasons[0]?.reason ?? (item.source === 'spam' ? 'spam' : 'other'),
      statement: '',
      until: '7',
    },
    check: ({ kind, statement }) => {
      const missing = leastStatement - [...statement.trim()].length;
      return kind === 'none' || missing <= 0 ? {} : { statement: t('decide.short', { count: missing }) };
    },
    submit: async ({ kind, reason, statement, until }) => {
      if (kind === 'remove' && !(await sureToRemove())) return;
      await api.moderation.act.mutate({
        itemId: item.id,
        kind: kind as DecisionKind,
        reason: reason as ReportReason,
        ...(kind === 'none' ? {} : { statement }),
        ...(restricts(kind) ? { until: until === 'permanent' ? 'permanent' : inDays(Number(until)) } : {}),
      });
      showToast({ text: t('decide.done') });
      await queryClient.invalidateQueries({ queryKey: trpc.moderation.pathKey() });
    },
  });
  const { kind, reason, statement, until } = form.values;
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <ChoiceCards
        legend={t('decide.kind')}
        name="kind"
        columns={1}
        value={kind}
        onChange={(next) => form.set({ kind: next })}
        choices={allowed.map((one) => ({
          value: one,
          title: label(`decide.${one}`),
          text: label(`decide.${one}What`),
        }))}
      />
      <NativeSelect
        name="reason"
        label={t('decide.reason')}
        value={reason}
        onChange={(event) => form.set({ reason: event.currentTarget.value })}
        data={reportReasons.map((one) => ({ value: one, label: label(`rule.${one}`) }))}
      />
      {restricts(kind) && (
        <NativeSelect
          name="until"
          label={t('decide.until')}
          value={until}
          onChange={(event) => form.set({ until: event.currentTarget.value })}
          error={form.field('until').error}
          data={[
            ...lengths.map((days) => ({ value: String(days), label: t('decide.days', { count: days }) })),
            ...(mayBePermanent ? [{ value: 'permanent', label: t('decide.permanent') }] : []),
          ]}
        />
      )}
      {kind !== 'none' && (
        <>
          <Textarea
            {...form.field('statement')}
            label={t('decide.statement')}
            description={t('decide.statementHint', { count: leastStatement })}
            autosize
            minRows={5}
            maxRows={14}
            maxLength={statementLength}
          />
          {statement.trim() === '' && (
            <div>
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => form.set({ statement: label(`template.${reason as ReportReason}`) })}
              >
                {t('decide.template')}
              </Button>
            </div>
          )}
        </>
      )}
      <FormError error={form.error} />
      <Button type="submit" loading={form.busy}>
        {t('decide.submit')}
      </Button>
    </form>
  );
}

function restricts(kind: string): boolean {
  return kind === 'limit' || kind === 'suspend';
}

function sureToRemove(): Promise<boolean> {
  return confirm({
    title: t('decide.removeTitle'),
    text: t('decide.removeConfirm'),
    yes: t('decide.remove'),
    danger: true,
  });
}
