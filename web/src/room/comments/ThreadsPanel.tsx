import type { SeenThread } from '@draftroom/core/schema/comments';
import { Button } from '@mantine/core';
import { IconMessageCirclePlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { useRoom } from '../session/room-context.ts';
import { threadQuery, threadsQuery } from '../session/room-queries.ts';
import { useStore } from '../session/store.ts';
import type { Entry } from '../session/use-entries.ts';
import styles from './comments.module.css';
import { NewThread } from './NewThread.tsx';
import { ThreadFilters } from './ThreadFilters.tsx';
import { ThreadItem } from './ThreadItem.tsx';
import { beginThread, type PanelFilter } from './thread-desk.ts';
import { threadsIn } from './thread-pages.ts';
import { useWhyNot } from './use-commenting.ts';

/** All threads of the room, or those that the filters leave. */
export function ThreadsPanel({ entries }: { entries: ReadonlyMap<string, Entry> }) {
  const { view, desk } = useRoom();
  const filter = useStore(desk, (state) => state.filter);
  const draft = useStore(desk, (state) => state.draft);
  const active = useStore(view, (state) => state.active);
  const list = useThreadList(filter, active);
  const whyNot = useWhyNot();
  const chosen = filter.here || filter.mentionsMe || filter.state !== 'open';
  return (
    <div className={styles.panel}>
      <ThreadFilters filter={filter} onFilter={(change) => desk.set({ filter: { ...filter, ...change } })} />
      <div className={styles.scroll}>
        {draft !== null && <NewThread key={JSON.stringify(draft)} anchor={draft} />}
        {list.query.isPending && <PanelSkeleton />}
        {list.query.isError && <ErrorPanel error={list.query.error} onRetry={() => void list.query.refetch()} />}
        {list.threads.length > 0 && (
          <ul className={styles.threads} aria-label={t('comments.list')}>
            {list.threads.map((thread) => (
              <ThreadItem key={thread.id} thread={thread} entries={entries} />
            ))}
          </ul>
        )}
        {list.query.isSuccess && list.threads.length === 0 && draft === null && (
          <NothingListed chosen={chosen} onAll={() => desk.set({ filter: allThreads })} />
        )}
        {list.query.hasNextPage && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={list.query.isFetchingNextPage}
            onClick={() => void list.query.fetchNextPage()}
          >
            {t('comments.more')}
          </Button>
        )}
      </div>
      {whyNot === null ? <BeginButton /> : <p className={styles.cannot}>{t(whyNot)}</p>}
    </div>
  );
}

const allThreads: PanelFilter = { here: false, state: 'all', mentionsMe: false };

/**
 * What fits the filters, and the unfolded thread in any case: it keeps its place when it is settled by somebody else,
 * and shows when it is chosen in the text. Newest first; of one document in the order of its lines.
 */
function useThreadList(filter: PanelFilter, active: string | null) {
  const { hub, room, desk } = useRoom();
  const places = useStore(desk, (state) => state.places);
  const open = useStore(desk, (state) => state.open);
  const documentId = filter.here ? active : null;
  const { state, mentionsMe } = filter;
  const query = useInfiniteQuery(threadsQuery(hub, room.id, { documentId, state, mentionsMe }));
  const listed = threadsIn(query.data);
  const missing = open !== null && !listed.some((thread) => thread.id === open);
  const alone = useQuery({ ...threadQuery(hub, room.id, open ?? ''), enabled: missing && query.isSuccess });
  const all = missing && alone.isSuccess ? [...listed, alone.data] : listed;
  const line = (thread: SeenThread) => places.get(thread.id)?.line ?? Number.POSITIVE_INFINITY;
  const threads = all.toSorted((one, other) => {
    const byLine = filter.here ? line(one) - line(other) : 0;
    return byLine !== 0 && !Number.isNaN(byLine) ? byLine : one.id > other.id ? -1 : 1;
  });
  return { query, threads };
}

/** On the selection, else on the line of the cursor; also where there is no pointer and no keyboard to speak of. */
function BeginButton() {
  const { view, desk } = useRoom();
  const place = useStore(view, (state) => state.place);
  const editor = useStore(desk, (state) => state.editor);
  const draft = useStore(desk, (state) => state.draft);
  if (editor === null || draft !== null || (place === null && editor.surface === 'text')) return null;
  return (
    <div className={styles.begin}>
      <Button
        size="xs"
        variant="default"
        fullWidth
        leftSection={<IconMessageCirclePlus size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => beginThread(desk, view)}
      >
        {editor.surface === 'drawing' || place === null
          ? t('board.comment')
          : place.selected > 0
            ? t('comments.add')
            : t('comments.addHere', { line: place.line })}
      </Button>
    </div>
  );
}

function NothingListed({ chosen, onAll }: { chosen: boolean; onAll: () => void }) {
  const whyNot = useWhyNot();
  const keys = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘⇧M' : 'Ctrl+Shift+M';
  return (
    <div className={styles.empty}>
      <h3>{t(chosen ? 'comments.noneHere' : 'comments.emptyTitle')}</h3>
      {chosen && <p>{t('comments.noneMatch')}</p>}
      {!chosen && <p>{whyNot === null ? t('comments.empty', { keys }) : t('comments.emptyReader')}</p>}
      {chosen && (
        <Button size="compact-sm" variant="subtle" onClick={onAll}>
          {t('comments.showAll')}
        </Button>
      )}
    </div>
  );
}

function PanelSkeleton() {
  return (
    <Skeleton>
      <div className={styles.skeleton}>
        {['44%', '86%', '70%', '38%', '80%'].map((width) => (
          <SkeletonLine key={width} width={width} />
        ))}
      </div>
    </Skeleton>
  );
}
