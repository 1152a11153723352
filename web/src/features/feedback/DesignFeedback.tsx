import { Button } from '@mantine/core';
import { IconMessage, IconPointer } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useMe } from '../../app/session.ts';
import { t } from '../../kit/messages/language.ts';
import { CritiqueList } from './CritiqueList.tsx';
import styles from './feedback.module.css';
import { NewThread } from './NewThread.tsx';
import { ThreadList } from './ThreadList.tsx';
import { useDraft } from './use-draft.ts';
import type { Feedback, Sought } from './use-feedback.ts';

const ChoosePlace = lazy(async () => ({ default: (await import('./ChoosePlace.tsx')).ChoosePlace }));

/** What people say about a design: comments that point at the work, and critiques. */
export function DesignFeedback({ feedback }: { feedback: Feedback }) {
  const { sought } = feedback;
  const [tab, setTab] = useState<'threads' | 'critiques'>('threads');
  const [led, setLed] = useState<Sought | null>(null);
  if (led !== sought) {
    setLed(sought);
    if (sought !== null) setTab(sought.kind === 'thread' ? 'threads' : 'critiques');
  }
  return (
    <section className={styles.feedback} aria-labelledby="feedback-title">
      <header className={styles.top}>
        <h2 id="feedback-title">{t('feedback.title')}</h2>
        <div className={styles.tabs}>
          {(['threads', 'critiques'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className={styles.filter}
              aria-pressed={tab === name}
              onClick={() => setTab(name)}
            >
              {t(`feedback.${name}`)}
            </button>
          ))}
        </div>
      </header>
      {tab === 'threads' ? <Threads feedback={feedback} /> : <CritiqueList feedback={feedback} />}
    </section>
  );
}

function Threads({ feedback }: { feedback: Feedback }) {
  const { draft, begin, leave } = useDraft(feedback);
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <Begin
        feedback={feedback}
        onWhole={() => begin(null)}
        onPoint={() => feedback.point(begin)}
        onChoose={() => setChoosing(!choosing)}
        choosing={choosing}
      />
      {choosing && (
        <Suspense fallback={null}>
          <ChoosePlace
            files={feedback.release.files}
            onChoose={(anchor) => {
              setChoosing(false);
              begin(anchor);
            }}
          />
        </Suspense>
      )}
      {draft !== null && <NewThread feedback={feedback} anchor={draft.anchor} onLeave={leave} />}
      {feedback.threadGone && (
        <p className={styles.gone} role="status">
          {t('feedback.threadGone')}
        </p>
      )}
      <ThreadList feedback={feedback} />
    </>
  );
}

interface BeginProps {
  feedback: Feedback;
  choosing: boolean;
  onWhole(): void;
  onPoint(): void;
  onChoose(): void;
}

function Begin({ feedback, choosing, onWhole, onPoint, onChoose }: BeginProps) {
  const { user } = useMe();
  if (user === null) {
    const next = location.pathname + location.search;
    return (
      <p className={styles.note}>
        <Link to="/sign-in" search={{ next }}>
          {t('feedback.signIn')}
        </Link>
        . {t('feedback.signInWhat')}
      </p>
    );
  }
  if (!feedback.design.rights.comment) return null;
  return (
    <div className={styles.begin}>
      {feedback.release.files.length > 0 && (
        <>
          <Button
            size="compact-sm"
            leftSection={<IconPointer size={16} stroke={1.5} aria-hidden="true" />}
            onClick={onPoint}
          >
            {t('feedback.point')}
          </Button>
          <Button size="compact-sm" variant="default" aria-expanded={choosing} onClick={onChoose}>
            {t('feedback.choose')}
          </Button>
        </>
      )}
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconMessage size={16} stroke={1.5} aria-hidden="true" />}
        onClick={onWhole}
      >
        {t('feedback.comment')}
      </Button>
    </div>
  );
}
