import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMe } from '../../app/session.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { t } from '../../kit/messages/language.ts';
import { type FeedPlace, personal } from './feed-place.ts';
import { filterCount } from './filter-params.ts';

/** Why there is nothing in this order, and the one thing to do about it. */
export function FeedEmpty({ place: { order, filter } }: { place: FeedPlace }) {
  const { user } = useMe();
  if (user === null && personal(order)) {
    const next = location.pathname + location.search;
    return (
      <EmptyState
        title={t('explore.signIn')}
        text={t('explore.signInWhat')}
        action={
          <Button renderRoot={(props) => <Link to="/sign-in" search={{ next }} {...props} />}>
            {t('welcome.signIn')}
          </Button>
        }
      />
    );
  }
  if (filterCount(filter) > 0) {
    return (
      <EmptyState
        title={t('explore.noMatch')}
        text={t('explore.noMatchWhat')}
        action={
          <To to="/explore" search={(old) => ({ order: old.order, window: old.window })}>
            {t('filter.clear')}
          </To>
        }
      />
    );
  }
  if (order === 'following') {
    return (
      <EmptyState
        title={t('explore.noFollowing')}
        text={t('explore.noFollowingWhat')}
        action={<To to="/explore">{t('explore.seeHot')}</To>}
      />
    );
  }
  if (order === 'forYou') {
    return (
      <EmptyState
        title={t('explore.noForYou')}
        text={t('explore.noForYouWhat')}
        action={<To to="/explore">{t('explore.seeHot')}</To>}
      />
    );
  }
  if (order === 'top') {
    return (
      <EmptyState
        title={t('explore.noTop')}
        text={t('explore.noTopWhat')}
        action={
          <To to="/explore" search={{ order: 'top', window: 'all' }}>
            {t('explore.seeAllTime')}
          </To>
        }
      />
    );
  }
  return (
    <EmptyState
      title={t('explore.nothing')}
      text={t('explore.nothingWhat')}
      action={user === null ? <To to="/sign-up">{t('signIn.toSignUp')}</To> : <To to="/publish">{t('nav.publish')}</To>}
    />
  );
}

function To({ children, ...link }: LinkProps & { children: ReactNode }) {
  return (
    <Button variant="default" renderRoot={(props) => <Link {...(link as LinkProps)} {...props} />}>
      {children}
    </Button>
  );
}
