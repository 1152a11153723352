import type { DesignThread } from '@draftroom/core/schema/comments';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import styles from './feedback.module.css';
import { ThreadItem } from './ThreadItem.tsx';
import type { Feedback } from './use-feedback.ts';

type State = 'open' | 'resolved' | 'all';
const stateNames = { open: 'feedback.open', resolved: 'feedback.resolvedFilter', all: 'feedback.all' } as const;

export function ThreadList({ feedback }: { feedback: Feedback }) {
  const [state, setState] = useState<State>('open');
  const [path, setPath] = useState<string | null>(null);
  const { threads, places, loading, failed, retry, loadOlder, open } = feedback;
  if (loading) return <Waiting />;
  if (failed) {
    return (
      <Notice
        tone="error"
        title={t('feedback.failed')}
        action={
          <Button size="compact-sm" variant="default" onClick={retry}>
            {t('feedback.again')}
          </Button>
        }
      />
    );
  }
  if (threads.length === 0) return <EmptyState title={t('feedback.empty')} text={t('feedback.emptyWhat')} />;
  const paths = [...new Set(threads.flatMap(({ anchor }) => anchor?.path ?? []))].sort();
  const shown = threads.filter(
    (thread) => thread.id === open || (fits(thread, state) && (path === null || thread.anchor?.path === path)),
  );
  return (
    <>
      <fieldset className={styles.filters} aria-label={t('feedback.filters')}>
        {(['open', 'resolved', 'all'] as const).map((name) => (
          <button
            key={name}
            type="button"
            className={styles.filter}
            aria-pressed={state === name}
            onClick={() => setState(name)}
          >
            {t(stateNames[name])}
          </button>
        ))}
        {paths.length > 1 && (
          <select
            className={styles.filter}
            aria-label={t('feedback.choose.file')}
            value={path ?? ''}
            onChange={(event) => setPath(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          >
            <option value="">{t('feedback.allFiles')}</option>
            {paths.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </fieldset>
      {shown.length === 0 && (
        <div className={styles.note}>
          <p>{t('feedback.noneHere')}</p>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setState('all');
              setPath(null);
            }}
          >
            {t('feedback.showAll')}
          </Button>
        </div>
      )}
      <ol className={styles.threads}>
        {shown.map((thread) => (
          <ThreadItem
            key={thread.id}
            feedback={feedback}
            thread={thread}
            place={places.get(thread.id)}
            mark={threads.length - threads.indexOf(thread)}
          />
        ))}
      </ol>
      {loadOlder !== undefined && (
        <Button size="compact-sm" variant="default" onClick={loadOlder}>
          {t('feedback.older')}
        </Button>
      )}
    </>
  );
}

function fits({ resolved }: DesignThread, state: State): boolean {
  return state === 'all' || (resolved === null) === (state === 'open');
}

function Waiting() {
  return (
    <Skeleton>
      <div className={styles.waiting}>
        <SkeletonLine width="40%" />
        <SkeletonLine />
        <SkeletonLine width="70%" />
        <SkeletonLine width="40%" />
        <SkeletonLine />
      </div>
    </Skeleton>
  );
}
