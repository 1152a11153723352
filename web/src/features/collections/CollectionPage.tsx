import type { Collection } from '@draftroom/core/schema/designs';
import { Button } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api } from '../../app/hub.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { label, loadMessages, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useSignInFirst } from '../designs/use-sign-in-first.ts';
import { ReportDialog } from '../moderation/lazy.tsx';
import { AddDesign } from './AddDesign.tsx';
import { CollectionDialog } from './CollectionForm.tsx';
import { CollectionItems } from './CollectionItems.tsx';
import { reloadCollections, sayWhy, useCollection } from './collection-data.ts';
import styles from './collections.module.css';

const route = getRouteApi('/pages/collections/$collectionId');

/** With its words, for the few collections that are held or hidden. */
const StandingNotice = lazy(async () => {
  const [{ StandingNotice }] = await Promise.all([import('../designs/StandingNotice.tsx'), loadMessages('designPage')]);
  return { default: StandingNotice };
});

export function CollectionPage() {
  const { collectionId } = route.useParams();
  const pages = useCollection(collectionId);
  const first = pages.data?.pages[0];
  usePageTitle(first?.collection.title ?? t('people.collections'));
  if (pages.isError && first === undefined) throw pages.error;
  if (first === undefined) return <WaitingPage />;
  const { collection, statementId } = first;
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles.page}>
      {collection.standing !== 'visible' && (
        <Suspense fallback={null}>
          <StandingNotice standing={collection.standing} statementId={statementId} />
        </Suspense>
      )}
      <Head collection={collection} />
      {items.length === 0 ? (
        <Nothing mine={collection.mine} />
      ) : (
        <CollectionItems collection={collection} loaded={items} />
      )}
      {pages.hasNextPage && (
        <Button
          variant="default"
          className={styles.more}
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('feed.more')}
        </Button>
      )}
      {collection.mine && <AddDesign collectionId={collection.id} />}
    </div>
  );
}

function Head({ collection }: { collection: Collection }) {
  const { owner, title, description } = collection;
  const [editing, setEditing] = useState(false);
  const remove = useRemove(collection);
  return (
    <header className={styles.head}>
      <div>
        <h1>{title}</h1>
        <p className={styles.facts}>
          <span className={styles.owner}>
            {t('collection.by')} <Avatar person={owner} size={20} />
            <Link to="/people/$userId" params={{ userId: owner.userId }}>
              {owner.name}
            </Link>
          </span>
          <span>{t('collection.designs', { count: collection.itemCount })}</span>
          <span>{label(`collection.${collection.visibility}`)}</span>
          <span>
            {t('collection.changed')} <RelativeTime at={collection.changedAt} />
          </span>
        </p>
        {description !== '' && <p className={styles.description}>{description}</p>}
      </div>
      {collection.mine && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setEditing(true)}>
            {t('collection.edit')}
          </Button>
          <Button variant="subtle" color="danger" onClick={() => void remove()}>
            {t('collection.delete')}
          </Button>
          <CollectionDialog
            opened={editing}
            collection={collection}
            onClose={() => setEditing(false)}
            onDone={() => {
              setEditing(false);
              void reloadCollections();
            }}
          />
        </div>
      )}
      {!collection.mine && <ReportCollection collection={collection} />}
    </header>
  );
}

function ReportCollection({ collection: { id, title } }: { collection: Collection }) {
  const [reporting, setReporting] = useState(false);
  const signInFirst = useSignInFirst();
  return (
    <div className={styles.actions}>
      <Button
        variant="subtle"
        leftSection={<IconFlag size={18} stroke={1.5} aria-hidden="true" />}
        onClick={() => signInFirst(() => setReporting(true))}
      >
        {t('collection.report')}
      </Button>
      {reporting && (
        <ReportDialog target={{ type: 'collection', id, title }} opened onClose={() => setReporting(false)} />
      )}
    </div>
  );
}

/** Gone at once; for ten seconds it can be brought back. */
function useRemove({ id, title, owner }: Collection): () => Promise<void> {
  const navigate = useNavigate();
  return async () => {
    try {
      await api.collections.remove.mutate({ collectionId: id });
    } catch (error) {
      sayWhy(error);
      return;
    }
    await navigate({ to: '/people/$userId', params: { userId: owner.userId }, search: { section: 'collections' } });
    void reloadCollections();
    const bringBack = () =>
      void api.collections.restore
        .mutate({ collectionId: id })
        .then(() => navigate({ to: '/collections/$collectionId', params: { collectionId: id } }))
        .then(reloadCollections)
        .catch(sayWhy);
    showToast({ text: t('collection.deleted', { title }), action: { label: t('action.undo'), run: bringBack } });
  };
}

function Nothing({ mine }: { mine: boolean }) {
  return (
    <EmptyState
      title={t('collection.empty')}
      text={mine ? t('collection.emptyWhat') : t('collection.emptyOther')}
      action={
        <Button variant={mine ? 'filled' : 'default'} renderRoot={(props) => <Link to="/explore" {...props} />}>
          {t('explore.seeHot')}
        </Button>
      }
    />
  );
}

function WaitingPage() {
  return (
    <div className={styles.page}>
      <Skeleton>
        <SkeletonLine width="240px" height={28} />
        {[0, 1, 2].map((row) => (
          <div key={row} className={styles.waiting}>
            <SkeletonLine width="160px" height={120} />
            <SkeletonLine width="40%" height={16} />
          </div>
        ))}
      </Skeleton>
    </div>
  );
}
