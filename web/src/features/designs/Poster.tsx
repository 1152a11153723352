import { posterSizes, posterSrcset } from '@draftroom/core/contract/poster';
import type { Picture } from '@draftroom/core/schema/designs';
import { type ReactNode, useMemo } from 'react';
import { t } from '../../kit/messages/language.ts';
import { thumbhashPicture } from '../feed/masonry/thumbhash-picture.ts';
import styles from './design.module.css';

interface PosterProps {
  picture: Picture | null;
  title: string;
  /** What stands where there is no picture. */
  instead: string;
  onLoad?(): void;
  /** What opens the work itself. */
  children?: ReactNode;
}

/** The picture of a release in a place of its own proportions, blurred until it is there. */
export function Poster({ picture, title, instead, onLoad, children }: PosterProps) {
  const blurred = useMemo(() => (picture === null ? null : thumbhashPicture(picture.thumbhash)), [picture]);
  return (
    <div className={styles.poster}>
      {picture === null ? (
        <p className={styles.noPoster}>{instead}</p>
      ) : (
        <img
          src={picture.url}
          srcSet={posterSrcset(picture)}
          sizes={posterSizes.page}
          width={picture.width}
          height={picture.height}
          alt={t('designPage.pictureOf', { title })}
          fetchPriority="high"
          decoding="async"
          onLoad={onLoad}
          style={blurred === null ? undefined : { backgroundImage: `url(${blurred})` }}
        />
      )}
      {children}
    </div>
  );
}
