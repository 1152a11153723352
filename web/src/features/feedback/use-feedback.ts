/** The threads on a design beside the release that is shown, and what a click on the work means now. */
import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { personColourValue } from '@draftroom/core/contract/person-colours';
import type { ResolvedAnchor } from '@draftroom/core/model/design-anchors/resolve-anchor';
import type { DesignThread } from '@draftroom/core/schema/comments';
import type { Design, Release } from '@draftroom/core/schema/designs';
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { plainWords } from '../../kit/compose/plain-words.ts';
import { t } from '../../kit/messages/language.ts';
import type { Pin } from '../designs/viewers/viewer.ts';
import { useAnchors } from './use-anchors.ts';
import { type Mark, markId, useMarked, useMarks } from './use-marks.ts';
import { useNamedThread } from './use-named-thread.ts';

const pageSize = 100;
const labelLength = 80;

export interface Feedback {
  readonly design: Design;
  readonly release: Release;
  readonly threads: readonly DesignThread[];
  readonly places: ReadonlyMap<string, ResolvedAnchor>;
  readonly loading: boolean;
  readonly failed: boolean;
  /** Undefined when all are here. */
  readonly loadOlder: (() => void) | undefined;
  retry(): void;
  readonly pins: readonly Pin[];
  /** What the address names and nobody has been led to yet. */
  readonly sought: Sought | null;
  /** Somebody was led there. */
  arrive(): void;
  /** The thread that the address names is not there. */
  readonly threadGone: boolean;
  /** The critique that the address names. */
  readonly critique: string | undefined;
  /** The thread that is unfolded. */
  readonly open: string | null;
  /** The pin that is brought into sight. */
  readonly activePin: string | null;
  /** Unfolds a thread and shows its place. */
  setOpen(threadId: string | null): void;
  /** Shows a place that has no thread any more, until another one is shown. */
  show(anchor: DesignAnchor): void;
  /** Draws places without threads. */
  readonly mark: Mark;
  /** While somebody points: a click on the work goes there. */
  readonly pointing: ((anchor: DesignAnchor) => void) | null;
  /** Null ends it. */
  point(then: ((anchor: DesignAnchor) => void) | null): void;
}

export interface Sought {
  readonly kind: 'thread' | 'critique';
  readonly id: string;
}

interface FeedbackOptions {
  readonly design: Design;
  readonly release: Release;
  /** A thread that the address names. */
  readonly thread: string | undefined;
  /** A critique that it names. */
  readonly critique: string | undefined;
  /** When somebody was led to what it names. */
  readonly led: number | undefined;
  /** Shows this file of the release. */
  onFile(path: string): void;
}

export function useFeedback({ design, release, thread, critique, led, onFile }: FeedbackOptions): Feedback {
  const [open, setOpen] = useState<string | null>(thread ?? null);
  const [sought, setSought] = useState(() => soughtBy(thread, critique));
  const [named, setNamed] = useState({ thread, critique, led });
  const ledAgain = led !== undefined && led !== named.led;
  if (named.thread !== thread || named.critique !== critique || ledAgain) {
    setNamed({ thread, critique, led });
    setSought(soughtBy(thread, critique));
    if (thread !== undefined) setOpen(thread);
  }
  const [pointing, setPointing] = useState<{ then(anchor: DesignAnchor): void } | null>(null);
  const list = useInfiniteQuery(
    trpc.comments.onDesigns.list.infiniteQueryOptions(
      { designId: design.id, limit: pageSize },
      { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined },
    ),
  );
  const listed = useMemo(() => threadsIn(list.data), [list.data]);
  const settled = list.isSuccess && !list.isFetching;
  const { unlisted, gone: threadGone } = useNamedThread(thread, { designId: design.id, listed, settled });
  const threads = useMemo(() => (unlisted === null ? listed : [...listed, unlisted]), [listed, unlisted]);
  const places = useAnchors(threads, release);
  const marks = useMarks();
  const [shown, setShown] = useState<DesignAnchor | null>(null);
  useMarked(marks.mark, 'shown', shown === null ? [] : [shown]);
  const pins = useMemo(() => [...pinsOf(threads, places), ...marks.pins], [threads, places, marks.pins]);
  return {
    design,
    release,
    threads,
    places,
    pins,
    sought,
    arrive: () => setSought(null),
    threadGone,
    critique,
    open,
    activePin: shown === null ? open : markId('shown', 0),
    mark: marks.mark,
    show(anchor) {
      setShown(anchor);
      onFile(anchor.path);
    },
    loading: list.isPending,
    failed: list.isError && list.data === undefined,
    loadOlder: list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined,
    retry: () => void list.refetch(),
    setOpen(threadId) {
      setShown(null);
      setOpen(threadId);
      const place = threadId === null ? undefined : places.get(threadId);
      if (place !== undefined && place.state !== 'orphaned') onFile(place.anchor.path);
    },
    pointing: pointing?.then ?? null,
    point: (then) => setPointing(then === null ? null : { then }),
  };
}

function soughtBy(thread: string | undefined, critique: string | undefined): Sought | null {
  if (critique !== undefined) return { kind: 'critique', id: critique };
  return thread === undefined ? null : { kind: 'thread', id: thread };
}

function threadsIn(data: InfiniteData<{ items: DesignThread[] }> | undefined): DesignThread[] {
  return data?.pages.flatMap(({ items }) => items) ?? [];
}

/** Numbered from the oldest, so that a number stays with its thread when others come. */
function pinsOf(threads: readonly DesignThread[], places: ReadonlyMap<string, ResolvedAnchor>): Pin[] {
  return threads.flatMap((thread, index) => {
    const place = places.get(thread.id);
    if (place === undefined || place.state === 'orphaned') return [];
    const first = thread.comments.find(({ removed }) => !removed);
    const name = thread.startedBy?.name ?? t('feedback.someone');
    const words = plainWords(first?.text ?? '').slice(0, labelLength);
    return [
      {
        id: thread.id,
        anchor: place.anchor,
        state: place.state,
        mark: String(threads.length - index),
        label: `${name}: ${words}`,
        resolved: thread.resolved !== null,
        colour: personColourValue(thread.startedBy?.colour ?? 'slate'),
      },
    ];
  });
}
