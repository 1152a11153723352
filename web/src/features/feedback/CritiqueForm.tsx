import { type Criterion, type Critique, summaryLength } from '@draftroom/core/schema/critiques';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import { act } from '../../room/session/act.ts';
import { CriterionField } from './CriterionField.tsx';
import {
  type CritiqueDraft,
  draftOf,
  emptyDraft,
  firstMissing,
  type Missing,
  scoreIn,
  toScores,
  withScore,
} from './critique-draft.ts';
import styles from './feedback.module.css';
import { keepWords, keptWords } from './kept-words.ts';
import { refreshCritiques, refreshFeedback } from './refresh-feedback.ts';
import type { Feedback } from './use-feedback.ts';
import { useMarked } from './use-marks.ts';

interface CritiqueFormProps {
  feedback: Feedback;
  criteria: readonly Criterion[];
  /** Changed instead of given anew. */
  critique?: Critique;
  onDone(): void;
}

export function CritiqueForm({ feedback, criteria, critique, onDone }: CritiqueFormProps) {
  const { design, release, point } = feedback;
  const key = `${design.id}:critique:${critique?.id ?? release.id}`;
  const [draft, setDraft] = useState<CritiqueDraft>(
    () => keptDraft(key) ?? (critique ? draftOf(critique) : emptyDraft()),
  );
  const [missing, setMissing] = useState<Missing | null>(null);
  const [busy, setBusy] = useState(false);
  const places = Object.values(draft.scores).flatMap(({ pins }) => pins.filter(({ threadId }) => threadId === null));
  useMarked(
    feedback.mark,
    'critique',
    places.map(({ anchor }) => anchor),
  );
  // A place may be chosen long after this render: what was written meanwhile stays.
  const change = (next: (now: CritiqueDraft) => CritiqueDraft): void => {
    setMissing(null);
    setDraft((now) => {
      const changed = next(now);
      keepWords(key, JSON.stringify(changed));
      return changed;
    });
  };
  const leave = (): void => {
    keepWords(key, '');
    point(null);
    onDone();
  };
  const send = async (): Promise<void> => {
    const lacking = firstMissing(draft, criteria);
    setMissing(lacking);
    if (lacking !== null || busy) return;
    setBusy(true);
    const scores = toScores(draft, criteria, ({ name }) => t('feedback.critique.noWords', { name }));
    const { summary } = draft;
    const sent = await act(() =>
      critique === undefined
        ? api.critiques.create.mutate({ designId: design.id, seq: release.seq, scores, summary })
        : api.critiques.update.mutate({ critiqueId: critique.id, scores, summary }),
    );
    setBusy(false);
    if (!sent) return;
    leave();
    await Promise.all([refreshCritiques(), refreshFeedback()]);
  };
  return (
    <form
      className={styles.form}
      aria-label={t(critique === undefined ? 'feedback.critique.give' : 'feedback.critique.change')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {criteria.map((criterion) => (
        <CriterionField
          key={criterion.id}
          feedback={feedback}
          criterion={criterion}
          score={scoreIn(draft, criterion.id)}
          onChange={(update) => change((now) => withScore(now, criterion.id, update(scoreIn(now, criterion.id))))}
        />
      ))}
      <Textarea
        label={t('feedback.critique.summary')}
        description={t('feedback.critique.summaryWhat')}
        autosize
        minRows={2}
        maxLength={summaryLength}
        value={draft.summary}
        onChange={(event) => {
          const summary = event.currentTarget.value;
          change((now) => ({ ...now, summary }));
        }}
      />
      {missing !== null && (
        <p className={styles.missing} role="alert">
          {missingWords(missing)}
        </p>
      )}
      <div className={styles.actions}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={leave}>
          {t('action.cancel')}
        </Button>
        <Button size="compact-sm" type="submit" loading={busy}>
          {t(critique === undefined ? 'feedback.critique.send' : 'feedback.critique.save')}
        </Button>
      </div>
    </form>
  );
}

function missingWords(missing: Missing): string {
  if (missing.criterion === null) return t('feedback.critique.needsSummary');
  const { name } = missing.criterion;
  return missing.what === 'score'
    ? t('feedback.critique.needsScore', { name })
    : t('feedback.critique.needsPin', { name });
}

/** Written by this page in this tab; anything else is none. */
function keptDraft(key: string): CritiqueDraft | null {
  const text = keptWords(key);
  if (text === '') return null;
  try {
    return JSON.parse(text) as CritiqueDraft;
  } catch {
    return null;
  }
}
