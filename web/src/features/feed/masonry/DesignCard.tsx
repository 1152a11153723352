import type { Picture } from '@draftroom/core/schema/designs';
import { Link } from '@tanstack/react-router';
import { memo, useId, useMemo } from 'react';
import { Avatar } from '../../../kit/Avatar.tsx';
import { label, t } from '../../../kit/messages/language.ts';
import { noteLeaving } from '../arrival.ts';
import { designPath } from '../design-path.ts';
import { CardActions } from './CardActions.tsx';
import { KindIcons } from './KindIcons.tsx';
import styles from './Masonry.module.css';
import type { ShownCard } from './Masonry.tsx';
import { ReasonLine } from './ReasonLine.tsx';
import { thumbhashPicture } from './thumbhash-picture.ts';

interface DesignCardProps {
  card: ShownCard;
  index: number;
  /** -1 while nobody knows. */
  total: number;
  /** Pixels. */
  width: number;
  pictureHeight: number;
  place: React.CSSProperties;
  /** Among the first that are seen: its picture does not wait. */
  early: boolean;
  onDismiss?: (card: ShownCard) => void;
}

/** A design in the masonry: the whole card leads to it; author, like and save stand above that. */
export const DesignCard = memo(function DesignCard(props: DesignCardProps) {
  const { card, index, total, width, pictureHeight, early, onDismiss } = props;
  const titleId = useId();
  return (
    <article
      className={styles.card}
      style={{ ...props.place, gridTemplateRows: `${pictureHeight}px auto` }}
      aria-labelledby={titleId}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-index={index}
      data-design={card.id}
      data-plate={card.picture === null}
    >
      {card.picture === null ? (
        <div className={styles.plate} aria-hidden="true">
          <strong>{card.title}</strong>
          <KindIcons kinds={card.kinds} />
        </div>
      ) : (
        <CardPicture picture={card.picture} width={width} height={pictureHeight} early={early} />
      )}
      <StandingMark card={card} />
      <div className={styles.caption}>
        {card.author !== null && <Avatar person={card.author} size={28} />}
        <div className={styles.words}>
          <Link
            to={designPath(card.id)}
            id={titleId}
            className={styles.title}
            data-card-link
            title={card.title}
            onClick={() => noteLeaving(card.id)}
          >
            {card.title}
          </Link>
          {card.author === null ? (
            <span className={styles.author}>{t('design.nobody')}</span>
          ) : (
            <Link to="/people/$userId" params={{ userId: card.author.userId }} className={styles.author}>
              {card.author.name}
            </Link>
          )}
        </div>
        <CardActions card={card} />
      </div>
      {card.reason !== undefined && card.reason !== null && (
        <ReasonLine reason={card.reason} title={card.title} onDismiss={onDismiss && (() => onDismiss(card))} />
      )}
    </article>
  );
});

interface CardPictureProps {
  picture: Picture;
  width: number;
  height: number;
  early: boolean;
}

function CardPicture({ picture, width, height, early }: CardPictureProps) {
  const blurred = useMemo(() => thumbhashPicture(picture.thumbhash), [picture.thumbhash]);
  const sources = [...picture.sizes, { url: picture.url, width: picture.width }];
  return (
    <img
      className={styles.picture}
      src={picture.sizes[0]?.url ?? picture.url}
      srcSet={sources.map((source) => `${source.url} ${source.width}w`).join(', ')}
      sizes={`${width}px`}
      width={width}
      height={height}
      alt=""
      decoding="async"
      loading={early ? 'eager' : 'lazy'}
      fetchPriority={early ? 'high' : 'auto'}
      style={blurred === null ? undefined : { backgroundImage: `url(${blurred})` }}
    />
  );
}

/** What only its author sees in a list: that others do not see it, or not yet. */
function StandingMark({ card: { standing, visibility } }: { card: ShownCard }) {
  if (standing !== 'visible') return <span className={styles.mark}>{label(`standing.${standing}`)}</span>;
  if (visibility === 'public') return null;
  return <span className={styles.mark}>{label(`visibility.${visibility}`)}</span>;
}
