import type { Design } from '@draftroom/core/schema/designs';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import styles from './design.module.css';
import { useFollow } from './use-follow.ts';

/** Who made it, since when it is there, and who may see it where that is not everybody. */
export function Byline({ design }: { design: Design }) {
  const { user } = useMe();
  const { author, publishedAt, createdAt, visibility } = design;
  return (
    <div className={styles.byline}>
      {author === null ? (
        <span>{t('designPage.nobody')}</span>
      ) : (
        <>
          <Link className={styles.author} to="/people/$userId" params={{ userId: author.userId }}>
            <Avatar person={author} size={28} />
            <span>{author.name}</span>
          </Link>
          {author.userId !== user?.id && <Follow design={design} userId={author.userId} name={author.name} />}
        </>
      )}
      <RelativeTime at={publishedAt ?? createdAt} />
      {visibility !== 'public' && (
        <span className={styles.badge} title={label(`designPage.visibilityWhat.${visibility}`)}>
          {label(`designPage.visibility.${visibility}`)}
        </span>
      )}
    </div>
  );
}

function Follow({ design, userId, name }: { design: Design; userId: string; name: string }) {
  const { following, toggle } = useFollow(design, userId);
  return (
    <Button
      size="compact-sm"
      variant={following ? 'subtle' : 'default'}
      color="gray"
      aria-pressed={following}
      aria-label={t(following ? 'designPage.unfollowName' : 'designPage.followName', { name })}
      onClick={toggle}
    >
      {t(following ? 'designPage.following' : 'designPage.follow')}
    </Button>
  );
}
