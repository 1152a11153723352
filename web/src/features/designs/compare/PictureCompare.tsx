import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { SegmentedControl, Slider } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../kit/messages/language.ts';
import styles from './compare.module.css';

interface PictureCompareProps {
  before: ReleaseFile;
  after: ReleaseFile;
  seqs: readonly [before: number, after: number];
}

type Way = 'beside' | 'over';

/** Two pictures beside each other, or one over the other with an edge that can be moved. */
export function PictureCompare({ before, after, seqs }: PictureCompareProps) {
  const [way, setWay] = useState<Way>('beside');
  const [edge, setEdge] = useState(50);
  const [old, now] = seqs.map((seq) => t('designPage.release', { seq }));
  return (
    <div className={styles.pictures}>
      <SegmentedControl
        aria-label={t('designPage.compareHow')}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={[
          { value: 'beside', label: t('designPage.beside') },
          { value: 'over', label: t('designPage.over') },
        ]}
      />
      {way === 'beside' ? (
        <div className={styles.pair}>
          <figure>
            <figcaption>{old}</figcaption>
            <img src={before.picture?.url ?? before.url} alt={`${before.path}, ${old}`} />
          </figure>
          <figure>
            <figcaption>{now}</figcaption>
            <img src={after.picture?.url ?? after.url} alt={`${after.path}, ${now}`} />
          </figure>
        </div>
      ) : (
        <>
          <div className={styles.over}>
            <img src={before.picture?.url ?? before.url} alt={`${before.path}, ${old}`} />
            <img
              src={after.picture?.url ?? after.url}
              alt={`${after.path}, ${now}`}
              style={{ clipPath: `inset(0 0 0 ${edge}%)` }}
            />
            <span className={styles.edge} style={{ insetInlineStart: `${edge}%` }} aria-hidden="true" />
          </div>
          <Slider
            value={edge}
            onChange={setEdge}
            label={null}
            thumbLabel={t('designPage.edge', { before: seqs[0], after: seqs[1] })}
          />
        </>
      )}
    </div>
  );
}
