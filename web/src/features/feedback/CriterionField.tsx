import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { mostPins } from '@draftroom/core/contract/rubric';
import type { Criterion } from '@draftroom/core/schema/critiques';
import { scoreWordsLength } from '@draftroom/core/schema/critiques';
import { Button, CloseButton, Textarea } from '@mantine/core';
import { IconPointer } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import type { DraftPin, DraftScore } from './critique-draft.ts';
import styles from './feedback.module.css';
import { placeName } from './place-name.ts';
import type { Feedback } from './use-feedback.ts';

const ChoosePlace = lazy(async () => ({ default: (await import('./ChoosePlace.tsx')).ChoosePlace }));
const CiteThread = lazy(async () => ({ default: (await import('./CiteThread.tsx')).CiteThread }));

interface CriterionFieldProps {
  feedback: Feedback;
  criterion: Criterion;
  score: DraftScore;
  onChange(update: (now: DraftScore) => Partial<DraftScore>): void;
}

/** A score, why, and what it points at. */
export function CriterionField({ feedback, criterion, score, onChange }: CriterionFieldProps) {
  const { name, question } = criterion;
  const [finding, setFinding] = useState<'place' | 'thread' | null>(null);
  const field = useRef<HTMLFieldSetElement>(null);
  const finders = { place: useRef<HTMLButtonElement>(null), thread: useRef<HTMLButtonElement>(null) };
  const add = (anchor: DesignAnchor, threadId: string | null = null): void => {
    feedback.point(null);
    // What it was found with goes: the keyboard goes on from what opened it.
    if (finding !== null) finders[finding].current?.focus();
    else field.current?.scrollIntoView({ block: 'nearest' });
    setFinding(null);
    onChange(({ pins }) => ({ pins: [...pins, { anchor, threadId }] }));
  };
  const toggle = (what: 'place' | 'thread'): void => setFinding(finding === what ? null : what);
  const cited = new Set(score.pins.flatMap(({ threadId }) => threadId ?? []));
  const full = score.pins.length >= mostPins;
  return (
    <fieldset ref={field} className={styles.criterion}>
      <legend>{name}</legend>
      <p className={styles.note}>{question}</p>
      <div className={styles.five} role="radiogroup" aria-label={t('feedback.critique.scoreOf', { name })}>
        {[1, 2, 3, 4, 5].map((value) => (
          <label key={value}>
            <input
              type="radio"
              name={`score-${criterion.id}`}
              checked={score.score === value}
              onChange={() => onChange(() => ({ score: value }))}
            />
            <span>{value}</span>
          </label>
        ))}
        <span className={styles.note}>{t('feedback.critique.scale')}</span>
      </div>
      <Textarea
        aria-label={t('feedback.critique.words')}
        placeholder={t('feedback.critique.words')}
        autosize
        minRows={1}
        maxLength={scoreWordsLength}
        value={score.words}
        onChange={(event) => {
          const words = event.currentTarget.value;
          onChange(() => ({ words }));
        }}
      />
      <ul className={styles.pins} aria-label={t('feedback.critique.pinText', { name })}>
        {score.pins.map((pin, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two pins may be at one place
          <li key={index} className={styles.pin}>
            <PinName feedback={feedback} pin={pin} />
            <CloseButton
              size="xs"
              aria-label={t('feedback.critique.removePin', { place: placeName(pin.anchor) })}
              onClick={() => onChange(({ pins }) => ({ pins: pins.filter((one) => one !== pin) }))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.begin}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPointer size={16} stroke={1.5} aria-hidden="true" />}
          disabled={full}
          onClick={() => feedback.point((anchor) => add(anchor))}
        >
          {t('feedback.critique.pointAt')}
        </Button>
        <Button
          ref={finders.place}
          size="compact-sm"
          variant="default"
          aria-expanded={finding === 'place'}
          disabled={full}
          onClick={() => toggle('place')}
        >
          {t('feedback.choose')}
        </Button>
        {feedback.threads.some(({ anchor }) => anchor !== null) && (
          <Button
            ref={finders.thread}
            size="compact-sm"
            variant="default"
            aria-expanded={finding === 'thread'}
            disabled={full}
            onClick={() => toggle('thread')}
          >
            {t('feedback.critique.cite')}
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {finding === 'place' && <ChoosePlace files={feedback.release.files} onChoose={(anchor) => add(anchor)} />}
        {finding === 'thread' && (
          <CiteThread feedback={feedback} cited={cited} onCite={({ anchor, id }) => add(anchor, id)} />
        )}
      </Suspense>
    </fieldset>
  );
}

/** Where it points; the number of its comment where one is cited. */
function PinName({ feedback: { threads }, pin }: { feedback: Feedback; pin: DraftPin }) {
  const at = threads.findIndex(({ id }) => id === pin.threadId);
  return (
    <>
      {at >= 0 && <span className={styles.mark}>{threads.length - at}</span>}
      {placeName(pin.anchor)}
    </>
  );
}
