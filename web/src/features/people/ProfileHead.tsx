import type { Profile } from '@draftroom/core/schema/profiles';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { showToast } from '../../kit/toasts.ts';
import { PersonSafety } from '../moderation/lazy.tsx';
import styles from './people.module.css';

export function ProfileHead({ profile }: { profile: Profile }) {
  const { person, bio, links, counts, mine } = profile;
  const { name } = person;
  return (
    <>
      <header className={styles.head}>
        <Avatar person={person} size={96} />
        <div className={styles.who}>
          <h1>{name}</h1>
          <p className={styles.facts}>
            <span>{t('people.joined', { when: monthOf(profile.joinedAt) })}</span>
            <span>{t('people.followers', { count: counts.followers })}</span>
            <span>{t('people.following', { count: counts.following })}</span>
          </p>
          {bio !== '' && <p className={styles.bio}>{bio}</p>}
          {links.length > 0 && (
            <ul className={styles.links} aria-label={t('people.links')}>
              {links.map((link) => (
                <li key={link}>
                  <a href={link} rel="nofollow ugc noopener" target="_blank">
                    {shownLink(link)}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className={styles.actions}>
          {mine ? (
            <Button variant="default" renderRoot={(props) => <Link to="/account" {...props} />}>
              {t('people.account')}
            </Button>
          ) : (
            <>
              <FollowButton profile={profile} />
              <PersonSafety person={person} />
            </>
          )}
        </div>
      </header>
      {profile.blocked && <Notice tone="warning" title={t('people.blocked', { name })} />}
      {profile.muted && !profile.blocked && <Notice title={t('people.muted', { name })} />}
    </>
  );
}

function FollowButton({ profile }: { profile: Profile }) {
  const { userId, name } = profile.person;
  const { user } = useMe();
  const navigate = useNavigate();
  const key = trpc.profiles.get.queryKey({ userId });
  const follow = useMutation({
    mutationFn: (on: boolean) => api.designs.follow.mutate({ userId, on }),
    onSuccess: ({ following, followerCount }) => {
      queryClient.setQueryData(key, (known) =>
        known === undefined ? known : { ...known, following, counts: { ...known.counts, followers: followerCount } },
      );
      void queryClient.invalidateQueries({ queryKey: trpc.feed.pathKey(), refetchType: 'none' });
    },
    onError: (error) => showToast({ text: shownError(error).text, tone: 'error' }),
  });
  if (profile.blocked) return null;
  const press = () =>
    user === null
      ? void navigate({ to: '/sign-in', search: { next: location.pathname } })
      : follow.mutate(!profile.following);
  return (
    <Button
      variant={profile.following ? 'default' : 'filled'}
      loading={follow.isPending}
      aria-label={profile.following ? t('people.unfollowWhom', { name }) : t('people.followWhom', { name })}
      onClick={press}
    >
      {profile.following ? t('people.unfollow') : t('people.follow')}
    </Button>
  );
}

function monthOf(at: string): string {
  return new Intl.DateTimeFormat(currentLocale(), { month: 'long', year: 'numeric' }).format(new Date(at));
}

function shownLink(link: string): string {
  return link.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}
