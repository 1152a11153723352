import { IconBookmark, IconHeart } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../kit/messages/language.ts';
import { showToast } from '../../../kit/toasts.ts';
import { SaveToCollection } from '../../collections/SaveToCollection.tsx';
import { useReact } from '../reactions.ts';
import styles from './Masonry.module.css';
import type { ShownCard } from './Masonry.tsx';

export function CardActions({ card }: { card: ShownCard }) {
  const [collecting, setCollecting] = useState(false);
  const { title } = card;
  const react = useReact(card, () =>
    showToast({
      text: t('design.savedNow', { title }),
      action: { label: t('collection.save'), run: () => setCollecting(true) },
    }),
  );
  return (
    <div className={styles.actions}>
      <button
        type="button"
        className={styles.action}
        aria-pressed={card.liked}
        aria-label={t('design.like', { title })}
        title={t('design.likes', { count: card.likeCount })}
        onClick={() => react('like')}
      >
        <IconHeart size={18} stroke={1.5} aria-hidden="true" />
        {card.likeCount > 0 && <span>{card.likeCount}</span>}
      </button>
      <button
        type="button"
        className={styles.action}
        aria-pressed={card.saved}
        aria-label={t('design.save', { title })}
        title={t('design.saveHint')}
        onClick={() => react('save')}
      >
        <IconBookmark size={18} stroke={1.5} aria-hidden="true" />
      </button>
      <SaveToCollection design={card} opened={collecting} onClose={() => setCollecting(false)} />
    </div>
  );
}
