/** A collection as its page shows it, and what its owner does with it. */
import type { CollectionItem } from '@draftroom/core/schema/designs';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { before, inOrder, moved } from './order.ts';

export const sayWhy = (error: unknown) => showToast({ text: shownError(error).text, tone: 'error' });

export const reloadCollections = () => queryClient.invalidateQueries({ queryKey: trpc.collections.pathKey() });

export function useCollection(collectionId: string) {
  return useInfiniteQuery(
    trpc.collections.get.infiniteQueryOptions(
      { collectionId, limit: 60 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
}

/**
 * The items in the order that their owner makes. It is shown at once; the hub is told move by move, in that order, and
 * what it then says counts.
 */
export function useOrder(collectionId: string, loaded: readonly CollectionItem[]) {
  const [made, setMade] = useState<readonly string[] | null>(null);
  const items = useMemo(() => inOrder(loaded, made, ({ design }) => design.id), [loaded, made]);
  const save = useMutation({
    scope: { id: `order-${collectionId}` },
    mutationFn: (move: { designId: string; after: string | null }) =>
      api.collections.moveItem.mutate({ collectionId, ...move }),
    onError: (error) => {
      setMade(null);
      sayWhy(error);
      void reloadCollections();
    },
    onSuccess: async () => {
      const waiting = queryClient.isMutating({
        predicate: ({ options }) => options.scope?.id === `order-${collectionId}`,
      });
      if (waiting > 1) return;
      await reloadCollections();
      setMade(null);
    },
  });
  const ids = items.map(({ design }) => design.id);
  return {
    items,
    /** Shows another order without keeping it: while one drags. */
    show: (from: number, to: number) => setMade(moved(ids, from, to)),
    /** Keeps the thing at the place where it is shown. */
    keep: (designId: string, order: readonly string[] = ids) =>
      save.mutate({ designId, after: before(order, designId) }),
    move: (from: number, to: number) => {
      const order = moved(ids, from, to);
      const designId = ids[from];
      if (order === ids || designId === undefined) return;
      setMade(order);
      save.mutate({ designId, after: before(order, designId) });
    },
    reset: () => setMade(null),
  };
}

interface TakenOut extends CollectionItem {
  /** What it stood behind, so that it can come back there; null for the first. */
  readonly after: string | null;
}

export function useTakeOut(collectionId: string) {
  return useMutation({
    mutationFn: ({ design }: TakenOut) => api.collections.removeItem.mutate({ collectionId, designId: design.id }),
    onSuccess: async (_gone, { design, note, after }) => {
      await reloadCollections();
      const putBack = () =>
        void api.collections.addItem
          .mutate({ collectionId, designId: design.id, note, after })
          .then(reloadCollections)
          .catch(sayWhy);
      showToast({
        text: t('collection.removedItem', { title: design.title }),
        action: { label: t('action.undo'), run: putBack },
      });
    },
    onError: sayWhy,
  });
}
