import type { Critique } from '@draftroom/core/schema/critiques';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { criterionName, shownCriterion } from '../rubrics/shown-criteria.ts';
import { CritiqueCard } from './CritiqueCard.tsx';
import { CritiqueForm } from './CritiqueForm.tsx';
import styles from './feedback.module.css';
import type { Feedback } from './use-feedback.ts';

export function CritiqueList({ feedback }: { feedback: Feedback }) {
  const { design, release } = feedback;
  const { user } = useMe();
  const list = useQuery(trpc.critiques.list.queryOptions({ designId: design.id }));
  const [editing, setEditing] = useState<Critique | 'new' | null>(null);
  if (list.data === undefined) {
    if (list.isError) return <Notice tone="error" title={shownError(list.error).text} />;
    return (
      <Skeleton>
        <SkeletonLine width="60%" />
        <SkeletonLine />
        <SkeletonLine width="80%" />
      </Skeleton>
    );
  }
  const { items, means, rubric } = list.data;
  const own = design.author?.userId === user?.id;
  const given = items.some(({ mine, release: on }) => mine && on.id === release.id);
  const gone = feedback.critique !== undefined && !list.isFetching && !items.some(({ id }) => id === feedback.critique);
  // A score points at something.
  const may = user !== null && design.rights.comment && release.files.length > 0 && !own && !given;
  return (
    <div className={styles.critiques}>
      {gone && (
        <p className={styles.gone} role="status">
          {t('feedback.critique.gone')}
        </p>
      )}
      {own && <p className={styles.note}>{t('feedback.critique.own')}</p>}
      {may && editing === null && (
        <Button size="compact-sm" className={styles.give} onClick={() => setEditing('new')}>
          {t('feedback.critique.give')}
        </Button>
      )}
      {editing === 'new' && (
        <CritiqueForm
          feedback={feedback}
          criteria={rubric.criteria.map(shownCriterion)}
          onDone={() => setEditing(null)}
        />
      )}
      {means.length > 0 && <Means means={means} />}
      {items.length === 0 && editing === null && (
        <EmptyState title={t('feedback.critique.empty')} text={t('feedback.critique.emptyWhat')} />
      )}
      {items.map((critique) =>
        editing !== null && editing !== 'new' && editing.id === critique.id ? (
          <CritiqueForm
            key={critique.id}
            feedback={feedback}
            criteria={critique.criteria.map(shownCriterion)}
            critique={critique}
            onDone={() => setEditing(null)}
          />
        ) : (
          <CritiqueCard key={critique.id} feedback={feedback} critique={critique} onEdit={() => setEditing(critique)} />
        ),
      )}
    </div>
  );
}

function Means({ means }: { means: readonly { criterionId: string; name: string; mean: number }[] }) {
  const number = new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 1 });
  return (
    <section aria-label={t('feedback.critique.means')}>
      <h3 className={styles.small}>{t('feedback.critique.means')}</h3>
      <dl className={styles.means}>
        {means.map(({ criterionId, name, mean }) => (
          <div key={criterionId}>
            <dt>{criterionName({ id: criterionId, name })}</dt>
            <dd>{number.format(mean)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
