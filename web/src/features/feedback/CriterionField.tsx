import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { Criterion } from '@draftroom/core/schema/critiques';
import { scoreWordsLength } from '@draftroom/core/schema/critiques';
import { Button, CloseButton, Textarea } from '@mantine/core';
import { IconPointer } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import type { DraftScore } from './critique-draft.ts';
import styles from './feedback.module.css';
import { placeName } from './place-name.ts';
import type { Feedback } from './use-feedback.ts';

const ChoosePlace = lazy(async () => ({ default: (await import('./ChoosePlace.tsx')).ChoosePlace }));

interface CriterionFieldProps {
  feedback: Feedback;
  criterion: Criterion;
  score: DraftScore;
  onChange(update: (now: DraftScore) => Partial<DraftScore>): void;
}

/** A score, why, and what it points at. */
export function CriterionField({ feedback, criterion, score, onChange }: CriterionFieldProps) {
  const { name, question } = criterion;
  const [choosing, setChoosing] = useState(false);
  const add = (anchor: DesignAnchor): void => {
    feedback.point(null);
    setChoosing(false);
    onChange(({ pins }) => ({ pins: [...pins, { anchor, threadId: null }] }));
  };
  return (
    <fieldset className={styles.criterion}>
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
            {placeName(pin.anchor)}
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
          onClick={() => feedback.point(add)}
        >
          {t('feedback.critique.pointAt')}
        </Button>
        <Button size="compact-sm" variant="subtle" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          {t('feedback.choose')}
        </Button>
      </div>
      {choosing && (
        <Suspense fallback={null}>
          <ChoosePlace files={feedback.release.files} onChoose={add} />
        </Suspense>
      )}
    </fieldset>
  );
}
