import type { Collection } from '@draftroom/core/schema/designs';
import type { Profile } from '@draftroom/core/schema/profiles';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { CollectionDialog } from '../collections/CollectionForm.tsx';
import { reloadCollections } from '../collections/collection-data.ts';
import { ProfileList } from './ProfileList.tsx';
import styles from './people.module.css';

export function ProfileCollections({ profile: { person, mine } }: { profile: Profile }) {
  const list = useInfiniteQuery(
    trpc.collections.list.infiniteQueryOptions(
      { userId: person.userId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  return (
    <>
      {mine && (
        <div>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('collection.new')}
          </Button>
          <CollectionDialog
            opened={adding}
            onClose={() => setAdding(false)}
            onDone={({ id }) => {
              void reloadCollections();
              void navigate({ to: '/collections/$collectionId', params: { collectionId: id } });
            }}
          />
        </div>
      )}
      <ProfileList
        list={list}
        className={styles.collections}
        empty={<EmptyState title={t('people.noCollections')} text={t('people.noCollectionsWhat')} />}
      >
        {list.data?.pages.flatMap(({ items }) =>
          items.map((collection) => <CollectionTile key={collection.id} collection={collection} />),
        )}
      </ProfileList>
    </>
  );
}

function CollectionTile({ collection }: { collection: Collection }) {
  return (
    <li className={styles.tile}>
      <div className={styles.pictures} aria-hidden="true">
        {collection.pictures.slice(0, 3).map((picture) => (
          <img
            key={picture.url}
            src={picture.sizes[0]?.url ?? picture.url}
            alt=""
            width={160}
            height={120}
            loading="lazy"
            decoding="async"
          />
        ))}
      </div>
      <Link to="/collections/$collectionId" params={{ collectionId: collection.id }} className={styles.tileName}>
        {collection.title}
      </Link>
      <p className={styles.quiet}>
        {t('collection.designs', { count: collection.itemCount })}
        {collection.mine && collection.visibility !== 'public' && ` · ${label(`collection.${collection.visibility}`)}`}
      </p>
    </li>
  );
}
