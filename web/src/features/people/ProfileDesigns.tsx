import type { Profile } from '@draftroom/core/schema/profiles';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { t } from '../../kit/messages/language.ts';
import { EndlessDesigns } from '../feed/EndlessDesigns.tsx';
import { keptList, nextCursor, useCards, useFreshOnArrival } from '../feed/feed-list.ts';

export function ProfileDesigns({ profile }: { profile: Profile }) {
  return profile.mine ? <MyDesigns /> : <DesignsOf profile={profile} />;
}

function DesignsOf({ profile: { person } }: { profile: Profile }) {
  const options = trpc.designs.byAuthor.infiniteQueryOptions(
    { userId: person.userId },
    { getNextPageParam: nextCursor, ...keptList },
  );
  useFreshOnArrival(options.queryKey);
  const list = useInfiniteQuery(options);
  const cards = useCards(list.data);
  const empty = <EmptyState title={t('people.noDesigns')} text={t('people.noDesignsWhat', { name: person.name })} />;
  return <EndlessDesigns list={list} cards={cards} label={t('people.designs')} empty={empty} />;
}

/** With those that others do not see. */
function MyDesigns() {
  const options = trpc.designs.mine.infiniteQueryOptions({}, { getNextPageParam: nextCursor, ...keptList });
  useFreshOnArrival(options.queryKey);
  const list = useInfiniteQuery(options);
  const cards = useCards(list.data);
  const empty = (
    <EmptyState
      title={t('people.noDesigns')}
      text={t('people.noDesignsMine')}
      action={<Button renderRoot={(props) => <Link to="/publish" {...props} />}>{t('nav.publish')}</Button>}
    />
  );
  return <EndlessDesigns list={list} cards={cards} label={t('people.designs')} empty={empty} />;
}

export function SavedDesigns() {
  const options = trpc.designs.saved.infiniteQueryOptions({}, { getNextPageParam: nextCursor, ...keptList });
  useFreshOnArrival(options.queryKey);
  const list = useInfiniteQuery(options);
  const cards = useCards(list.data);
  const empty = (
    <EmptyState
      title={t('people.noSaved')}
      text={t('people.noSavedWhat')}
      action={<Button renderRoot={(props) => <Link to="/explore" {...props} />}>{t('explore.seeHot')}</Button>}
    />
  );
  return <EndlessDesigns list={list} cards={cards} label={t('people.saved')} empty={empty} />;
}
