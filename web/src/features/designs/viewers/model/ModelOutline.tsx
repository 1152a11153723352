import { useMemo } from 'react';
import type { Group } from 'three';
import { t } from '../../../../kit/messages/language.ts';
import styles from '../viewers.module.css';
import { outlineOf, type Part } from './outline.ts';

/** The parts of a model as a list that can be read. */
export function ModelOutline({ scene }: { scene: Group }) {
  const { parts, leftOut } = useMemo(() => outlineOf(scene), [scene]);
  if (parts.length === 0) return null;
  return (
    <details className={styles.outline}>
      <summary>{t('viewer.parts')}</summary>
      <Parts parts={parts} />
      {leftOut > 0 && <p>{t('viewer.partsLeftOut', { count: leftOut })}</p>}
    </details>
  );
}

function Parts({ parts }: { parts: readonly Part[] }) {
  return (
    <ul>
      {parts.map((part) => (
        <li key={part.id}>
          <bdi>{part.name ?? t('viewer.nameless')}</bdi>{' '}
          {part.triangles > 0 && <span>{t('viewer.triangles', { count: part.triangles })}</span>}
          {part.parts.length > 0 && <Parts parts={part.parts} />}
        </li>
      ))}
    </ul>
  );
}
