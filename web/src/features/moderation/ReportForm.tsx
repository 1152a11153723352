import { type ReportReason, type ReportTarget, reportReasons } from '@draftroom/drizzle/enums';
import { Button, Group, Modal, Select, Textarea } from '@mantine/core';
import { api } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './moderation.module.css';

export interface ReportDialogProps {
  readonly target: { readonly type: ReportTarget; readonly id: string; readonly title: string };
  readonly opened: boolean;
  onClose(): void;
}

export function ReportFormDialog({ target, opened, onClose }: ReportDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('report.title')}
      size={480}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <ReportForm target={target} onClose={onClose} />
    </Modal>
  );
}

function ReportForm({ target, onClose }: Pick<ReportDialogProps, 'target' | 'onClose'>) {
  const form = useForm({
    initial: { reason: '', words: '' },
    check: ({ reason }) => (reason === '' ? { reason: t('error.required') } : {}),
    submit: async ({ reason, words }) => {
      await api.reports.create.mutate({
        targetType: target.type,
        targetId: target.id,
        reason: reason as ReportReason,
        words,
      });
      showToast({ text: t('report.done') });
      onClose();
    },
  });
  const { value, error, name } = form.field('reason');
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <p className={styles.hint}>
        {label(`target.${target.type}`)}: <strong>{target.title}</strong>. {t('report.what')}
      </p>
      <Select
        name={name}
        label={t('report.reason')}
        data={reportReasons.map((reason) => ({ value: reason, label: label(`rule.${reason}`) }))}
        value={value === '' ? null : value}
        onChange={(reason) => form.set({ reason: reason ?? '' })}
        error={error}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
      <Textarea
        {...form.field('words')}
        label={t('report.words')}
        description={t('report.wordsHint')}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1_000}
      />
      <FormError error={form.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={form.busy}>
          {t('report.submit')}
        </Button>
      </Group>
    </form>
  );
}
