import type { CollectionItem } from '@draftroom/core/schema/designs';
import { IconGripVertical, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { t } from '../../kit/messages/language.ts';
import { designPath } from '../feed/design-path.ts';
import { KindIcons } from '../feed/masonry/KindIcons.tsx';
import styles from './collections.module.css';
import { ItemNote } from './ItemNote.tsx';

interface CollectionRowProps {
  collectionId: string;
  item: CollectionItem;
  /** From 1. */
  place: number;
  total: number;
  mine: boolean;
  dragged: boolean;
  onMove(step: 1 | -1): void;
  onDragStart(): void;
  onTakeOut(): void;
}

export function CollectionRow(props: CollectionRowProps) {
  const { item, total, mine, onTakeOut } = props;
  const { design } = item;
  const { picture, title, author } = design;
  return (
    <li className={styles.item} data-dragged={props.dragged}>
      {mine && total > 1 && <Handle {...props} />}
      <div className={styles.thumb}>
        {picture === null ? (
          <KindIcons kinds={design.kinds} />
        ) : (
          <img
            src={picture.sizes[0]?.url ?? picture.url}
            srcSet={picture.sizes.map((size) => `${size.url} ${size.width}w`).join(', ') || undefined}
            sizes="160px"
            width={160}
            height={120}
            alt=""
            loading="lazy"
            decoding="async"
          />
        )}
      </div>
      <div className={styles.words}>
        <Link to={designPath(design.id)} className={styles.title}>
          {title}
        </Link>
        <span className={styles.by}>{author?.name ?? t('design.nobody')}</span>
        <ItemNote collectionId={props.collectionId} item={item} mine={mine} />
      </div>
      {mine && (
        <button type="button" className={styles.out} aria-label={t('collection.remove', { title })} onClick={onTakeOut}>
          <IconX size={18} stroke={1.5} aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

function Handle({ item, place, total, onMove, onDragStart }: CollectionRowProps) {
  return (
    <button
      type="button"
      className={styles.handle}
      data-handle={item.design.id}
      aria-label={t('collection.move', { title: item.design.title, place, total })}
      aria-describedby="how-to-move"
      onKeyDown={(event) => {
        const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
        if (step === null) return;
        event.preventDefault();
        onMove(step);
      }}
      onPointerDown={(event) => {
        if (event.button === 0) onDragStart();
      }}
    >
      <IconGripVertical size={18} stroke={1.5} aria-hidden="true" />
    </button>
  );
}
