import { defaultRubricId } from '@draftroom/core/contract/rubric';
import type { Rubric } from '@draftroom/core/schema/critiques';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { confirm } from '../../kit/confirm.ts';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { act } from '../../room/session/act.ts';
import { RubricDialog } from './RubricDialog.tsx';
import styles from './rubrics.module.css';
import { shownCriterion } from './shown-criteria.ts';

interface RubricFieldProps {
  /** Null: the one that every hub has. */
  value: string | null;
  onChange(rubricId: string | null): void;
}

/** What critiques of a design score: the usual rubric, or one of one's own, which is made and changed here. */
export function RubricField({ value, onChange }: RubricFieldProps) {
  const list = useQuery(trpc.rubrics.list.queryOptions());
  const [editing, setEditing] = useState<Rubric | 'new' | null>(null);
  const rubrics = list.data?.items ?? [];
  const chosen = rubrics.find(({ id }) => id === (value ?? defaultRubricId));
  const own = chosen?.mine === true ? chosen : null;
  const remove = async ({ id: rubricId, name }: Rubric): Promise<void> => {
    const question = {
      title: t('rubric.removeTitle', { name }),
      text: t('rubric.removeWhat'),
      yes: t('rubric.remove'),
    };
    if (!(await confirm(question))) return;
    await act(async () => {
      await api.rubrics.remove.mutate({ rubricId });
      onChange(null);
      await queryClient.invalidateQueries(trpc.rubrics.pathFilter());
    });
  };
  return (
    <div className={styles.field}>
      <NativeSelect
        name="rubric"
        label={t('rubric.label')}
        description={t('rubric.what')}
        error={list.isError ? shownError(list.error).text : undefined}
        value={value ?? defaultRubricId}
        onChange={({ currentTarget }) => onChange(currentTarget.value === defaultRubricId ? null : currentTarget.value)}
        data={[
          { value: defaultRubricId, label: t('rubric.usual') },
          ...rubrics.filter(({ mine }) => mine).map(({ id, name }) => ({ value: id, label: name })),
          // Removed since; the design goes on asking by it.
          ...(value === null || chosen !== undefined || !list.isSuccess ? [] : [{ value, label: t('rubric.kept') }]),
        ]}
      />
      {chosen !== undefined && (
        <ul className={styles.asked} aria-label={t('rubric.criteria')}>
          {chosen.criteria.map(shownCriterion).map(({ id, name, question }) => (
            <li key={id}>
              <strong>{name}</strong> {question}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button size="compact-sm" variant="default" onClick={() => setEditing('new')}>
          {t('rubric.make')}
        </Button>
        {own !== null && (
          <>
            <Button size="compact-sm" variant="default" onClick={() => setEditing(own)}>
              {t('rubric.change')}
            </Button>
            <Button size="compact-sm" variant="subtle" color="danger" onClick={() => void remove(own)}>
              {t('rubric.remove')}
            </Button>
          </>
        )}
      </div>
      {editing !== null && (
        <RubricDialog
          rubric={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onDone={(rubric) => {
            setEditing(null);
            queryClient.setQueryData(trpc.rubrics.list.queryKey(), (before) => withRubric(before, rubric));
            onChange(rubric.id);
          }}
        />
      )}
    </div>
  );
}

/** The usual one first, then the newest. */
function withRubric(before: { items: Rubric[] } | undefined, rubric: Rubric): { items: Rubric[] } | undefined {
  if (before === undefined) return undefined;
  const known = before.items.some(({ id }) => id === rubric.id);
  if (known) return { items: before.items.map((one) => (one.id === rubric.id ? rubric : one)) };
  const [usual, ...others] = before.items;
  return { items: [...(usual === undefined ? [] : [usual]), rubric, ...others] };
}
