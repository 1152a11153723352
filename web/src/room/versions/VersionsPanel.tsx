import type { Version } from '@draftroom/core/schema/documents';
import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { versionsQuery } from '../session/room-queries.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import { nameOf } from '../tree/tree-model.ts';
import { VersionRow } from './VersionRow.tsx';
import { byDay } from './version-days.ts';
import styles from './versions.module.css';

const BoardCompare = lazy(async () => ({ default: (await import('../board/BoardCompare.tsx')).BoardCompare }));
const VersionCompare = lazy(async () => ({ default: (await import('./VersionCompare.tsx')).VersionCompare }));

export function VersionsPanel({ entries }: { entries: ReadonlyMap<string, Entry> }) {
  const { view } = useRoom();
  const active = useStore(view, (state) => state.active);
  const entry = active === null ? undefined : entries.get(active);
  if (entry?.kind !== 'document') return <p className={styles.none}>{t('room.versionsNone')}</p>;
  return <DocumentVersions key={entry.id} entry={entry} />;
}

function DocumentVersions({ entry }: { entry: Extract<Entry, { kind: 'document' }> }) {
  const { hub, room } = useRoom();
  const versions = useInfiniteQuery(versionsQuery(hub, room.id, entry.id));
  const [comparing, setComparing] = useState<Version | null>(null);
  const Compare = entry.document.kind === 'drawing' ? BoardCompare : VersionCompare;
  const items = (versions.data?.pages ?? []).flatMap((page) => page.items);
  return (
    <div className={styles.panel}>
      <p className={styles.of}>{t('room.versionsOf', { name: nameOf(entry.path) })}</p>
      {room.rights.write && <NameVersion documentId={entry.id} />}
      {versions.isPending && (
        <Skeleton>
          <div className={styles.skeleton}>
            <SkeletonLine width="70%" />
            <SkeletonLine width="52%" />
          </div>
        </Skeleton>
      )}
      {versions.isError && <ErrorPanel error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isSuccess && items.length === 0 && <p className={styles.none}>{t('room.versionsEmpty')}</p>}
      {byDay(items, currentLocale()).map(({ day, versions: ofDay }) => (
        <section key={day} aria-label={day}>
          <h3>{day}</h3>
          <ul>
            {ofDay.map((version) => (
              <VersionRow key={version.id} version={version} onCompare={() => setComparing(version)} />
            ))}
          </ul>
        </section>
      ))}
      {versions.hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={versions.isFetchingNextPage}
          onClick={() => void versions.fetchNextPage()}
        >
          {t('action.showMore')}
        </Button>
      )}
      {comparing !== null && (
        <Suspense>
          <Compare version={comparing} entry={entry} onClose={() => setComparing(null)} />
        </Suspense>
      )}
    </div>
  );
}

function NameVersion({ documentId }: { documentId: string }) {
  const { hub } = useRoom();
  const [name, setName] = useState('');
  const save = async (): Promise<void> => {
    if (name.trim() === '') return;
    const made = await act(() => hub.trpc.documents.versions.create.mutate({ documentId, name: name.trim() }), {
      text: t('room.versionNamed', { name: name.trim() }),
    });
    if (made) setName('');
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        size="xs"
        maxLength={120}
        placeholder={t('room.versionName')}
        aria-label={t('room.versionName')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default" disabled={name.trim() === ''}>
        {t('room.versionKeep')}
      </Button>
    </form>
  );
}
