import { mostCriteria } from '@draftroom/core/contract/rubric';
import type { Rubric } from '@draftroom/core/schema/critiques';
import { Button, CloseButton, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import {
  changedCriterion,
  type RubricDraft,
  type RubricProblem,
  rubricDraft,
  rubricInput,
  rubricProblem,
  withCriterion,
  withoutCriterion,
} from './rubric-draft.ts';
import styles from './rubrics.module.css';

interface RubricDialogProps {
  /** Null: a new one. */
  rubric: Rubric | null;
  onDone(rubric: Rubric): void;
  onClose(): void;
}

export function RubricDialog({ rubric, onDone, onClose }: RubricDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={rubric === null ? t('rubric.new') : t('rubric.changeOf', { name: rubric.name })}
      size={560}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <RubricForm rubric={rubric} onDone={onDone} onClose={onClose} />
    </Modal>
  );
}

function RubricForm({ rubric, onDone, onClose }: RubricDialogProps) {
  const [draft, setDraft] = useState(() => rubricDraft(rubric));
  const [problem, setProblem] = useState<RubricProblem | null>(null);
  const [error, setError] = useState<ShownError | null>(null);
  const [busy, setBusy] = useState(false);
  const change = (next: RubricDraft): void => {
    setProblem(null);
    setDraft(next);
  };
  const save = async (form: HTMLFormElement): Promise<void> => {
    const missing = rubricProblem(draft);
    setProblem(missing);
    if (missing !== null) {
      // After the next paint, so that the message is there when the field is read out.
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    try {
      const input = rubricInput(draft);
      onDone(
        await (rubric === null
          ? api.rubrics.create.mutate(input)
          : api.rubrics.update.mutate({ rubricId: rubric.id, ...input })),
      );
    } catch (thrown) {
      setError(shownError(thrown));
      setBusy(false);
    }
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // The dialog may stand in a form, which is not sent by it.
    event.stopPropagation();
    if (!busy) void save(event.currentTarget);
  };
  return (
    <form className={styles.form} noValidate onSubmit={onSubmit}>
      <TextInput
        label={t('rubric.name')}
        placeholder={t('rubric.namePlaceholder')}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        value={draft.name}
        error={problem?.what === 'name' ? t('error.required') : undefined}
        onChange={(event) => change({ ...draft, name: event.currentTarget.value })}
      />
      <Criteria draft={draft} problem={problem} onChange={change} />
      <FormError error={error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {rubric === null ? t('rubric.create') : t('action.save')}
        </Button>
      </Group>
    </form>
  );
}

interface CriteriaProps {
  draft: RubricDraft;
  problem: RubricProblem | null;
  onChange(draft: RubricDraft): void;
}

function Criteria({ draft, problem, onChange }: CriteriaProps) {
  const { criteria } = draft;
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(criteria.length);
  useEffect(() => {
    // A criterion that was added is written next; after one was taken out the last one has the focus.
    const grown = criteria.length > before.current;
    const shrunk = criteria.length < before.current;
    before.current = criteria.length;
    if (grown || shrunk) list.current?.querySelector<HTMLElement>('li:last-child input')?.focus();
  }, [criteria.length]);
  return (
    <>
      <ol ref={list} className={styles.criteria} aria-label={t('rubric.criteria')}>
        {criteria.map(({ key, name, question }, at) => (
          <li key={key}>
            <TextInput
              label={t('rubric.criterion', { number: at + 1 })}
              placeholder={at === 0 ? t('rubric.criterionPlaceholder') : ''}
              maxLength={60}
              autoComplete="off"
              value={name}
              error={problem?.key === key ? problemWords(problem) : undefined}
              onChange={(event) => onChange(changedCriterion(draft, key, { name: event.currentTarget.value }))}
            />
            <TextInput
              label={t('rubric.question')}
              placeholder={at === 0 ? t('rubric.questionPlaceholder') : ''}
              maxLength={200}
              autoComplete="off"
              value={question}
              onChange={(event) => onChange(changedCriterion(draft, key, { question: event.currentTarget.value }))}
            />
            {criteria.length > 1 && (
              <CloseButton
                className={styles.takeOut}
                aria-label={t('rubric.takeOut', { number: at + 1 })}
                onClick={() => onChange(withoutCriterion(draft, key))}
              />
            )}
          </li>
        ))}
      </ol>
      {problem?.what === 'none' && (
        <p className={styles.problem} role="alert">
          {t('rubric.none')}
        </p>
      )}
      <Button
        size="compact-sm"
        variant="default"
        className={styles.add}
        disabled={criteria.length >= mostCriteria}
        onClick={() => onChange(withCriterion(draft))}
      >
        {t('rubric.add')}
      </Button>
    </>
  );
}

function problemWords({ what }: RubricProblem): string {
  return what === 'twice' ? t('rubric.twice') : t('error.required');
}
