import type { Critique } from '@draftroom/core/schema/critiques';
import { Button } from '@mantine/core';
import { IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { api } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { confirm } from '../../kit/confirm.ts';
import { t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { act } from '../../room/session/act.ts';
import { ReportDialog } from '../moderation/lazy.tsx';
import { criterionName } from '../rubrics/shown-criteria.ts';
import styles from './feedback.module.css';
import { PersonName, PersonPicture } from './PersonName.tsx';
import { placeName } from './place-name.ts';
import { refreshCritiques } from './refresh-feedback.ts';
import { useArrival } from './use-arrival.ts';
import type { Feedback } from './use-feedback.ts';

interface CritiqueCardProps {
  feedback: Feedback;
  critique: Critique;
  onEdit(): void;
}

export function CritiqueCard({ feedback, critique, onEdit }: CritiqueCardProps) {
  const card = useRef<HTMLElement>(null);
  const named = feedback.critique === critique.id;
  const nameOf = (criterionId: string) => {
    const criterion = critique.criteria.find(({ id }) => id === criterionId);
    return criterion === undefined ? criterionId : criterionName(criterion);
  };
  useArrival(card, named && feedback.sought?.kind === 'critique', feedback.arrive);
  return (
    <article
      ref={card}
      className={styles.critique}
      tabIndex={-1}
      aria-current={named ? 'true' : undefined}
      aria-label={t('feedback.critique.by', { name: critique.author?.name ?? t('feedback.someone') })}
    >
      <header className={styles.by}>
        <PersonPicture person={critique.author} />
        <PersonName person={critique.author} />
        <RelativeTime at={critique.createdAt} />
        <span className={styles.note}>{t('feedback.critique.release', { seq: critique.release.seq })}</span>
      </header>
      {critique.standing !== 'visible' && <p className={styles.note}>{t(`feedback.${critique.standing}`)}</p>}
      <p className={styles.summary}>{critique.summary}</p>
      <ul className={styles.scores}>
        {critique.scores.map((score) => (
          <li key={score.criterionId}>
            <span className={styles.scoreLine}>
              <strong>{nameOf(score.criterionId)}</strong>
              <ScoreDots score={score.score} />
            </span>
            {score.words !== '' && <p className={styles.summary}>{score.words}</p>}
            <span className={styles.pins}>
              {score.pins.map(({ threadId, anchor, gone }) => (
                <button
                  key={threadId}
                  type="button"
                  className={styles.pin}
                  onClick={() => (gone ? feedback.show(anchor) : feedback.setOpen(threadId))}
                >
                  {placeName(anchor)}
                  {gone && <span className={styles.note}>{t('feedback.critique.pinGone')}</span>}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <CritiqueActions critique={critique} onEdit={onEdit} />
    </article>
  );
}

/** Five places of which so many are filled, and the number for everybody. */
function ScoreDots({ score }: { score: number }) {
  return (
    <span className={styles.dots}>
      <span aria-hidden="true">
        {[1, 2, 3, 4, 5].map((place) => (
          <i key={place} data-on={place <= score} />
        ))}
      </span>
      {score}/5
    </span>
  );
}

function CritiqueActions({ critique, onEdit }: Omit<CritiqueCardProps, 'feedback'>) {
  const { user } = useMe();
  const [reporting, setReporting] = useState(false);
  const critiqueId = critique.id;
  const vote = (helpful: boolean): void => {
    const next = critique.helpful === helpful ? null : helpful;
    void act(async () => {
      await api.critiques.vote.mutate({ critiqueId, helpful: next });
      await refreshCritiques();
    });
  };
  const remove = async (): Promise<void> => {
    const text = t('feedback.critique.removeWhat');
    const question = { title: t('feedback.critique.removeTitle'), text, yes: t('feedback.remove'), danger: true };
    if (!(await confirm(question))) return;
    await act(async () => {
      await api.critiques.remove.mutate({ critiqueId });
      await refreshCritiques();
    });
  };
  if (critique.mine) {
    return (
      <div className={styles.actions}>
        <Button size="compact-sm" variant="default" onClick={onEdit}>
          {t('feedback.critique.change')}
        </Button>
        <Button size="compact-sm" variant="subtle" color="danger" onClick={() => void remove()}>
          {t('feedback.critique.remove')}
        </Button>
      </div>
    );
  }
  const count = critique.helpfulCount === 0 ? '' : ` · ${critique.helpfulCount}`;
  if (user === null)
    return count === '' ? null : <p className={styles.note}>{t('feedback.critique.helpful') + count}</p>;
  return (
    <div className={styles.actions}>
      <Button
        size="compact-sm"
        variant={critique.helpful === true ? 'light' : 'default'}
        aria-pressed={critique.helpful === true}
        leftSection={<IconThumbUp size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => vote(true)}
      >
        {t('feedback.critique.helpful') + count}
      </Button>
      <Button
        size="compact-sm"
        variant={critique.helpful === false ? 'light' : 'default'}
        aria-pressed={critique.helpful === false}
        leftSection={<IconThumbDown size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => vote(false)}
      >
        {t('feedback.critique.unhelpful')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setReporting(true)}>
        {t('feedback.report')}
      </Button>
      {reporting && (
        <ReportDialog
          target={{ type: 'critique', id: critiqueId, title: critique.summary.slice(0, 60) }}
          opened
          onClose={() => setReporting(false)}
        />
      )}
    </div>
  );
}
