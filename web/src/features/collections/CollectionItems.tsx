import type { Collection, CollectionItem } from '@draftroom/core/schema/designs';
import { useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { CollectionRow } from './CollectionRow.tsx';
import { useOrder, useTakeOut } from './collection-data.ts';
import styles from './collections.module.css';
import { placeAt } from './order.ts';
import { useDrag } from './use-drag.ts';

/** The designs in their order. Their owner moves them by the handle: with the arrow keys, or by dragging. */
export function CollectionItems({ collection, loaded }: { collection: Collection; loaded: readonly CollectionItem[] }) {
  const { items, show, keep, move } = useOrder(collection.id, loaded);
  const takeOut = useTakeOut(collection.id);
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<string | null>(null);
  const refocus = useRef<string | null>(null);
  const total = items.length;

  function moveBy(index: number, step: number): void {
    const to = index + step;
    const title = items[index]?.design.title;
    if (to < 0 || to >= total || title === undefined) return;
    move(index, to);
    refocus.current = items[index]?.design.id ?? null;
    setSaid(t('collection.moved', { title, place: to + 1, total }));
  }

  // React puts a row that goes down into the document anew, and its handle loses the focus by that.
  useLayoutEffect(() => {
    if (refocus.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(refocus.current)}"]`)?.focus();
    refocus.current = null;
  });
  useDrag(dragged, { dragTo, drop });

  function dragTo(designId: string, y: number): void {
    const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const from = items.findIndex(({ design }) => design.id === designId);
    const to = placeAt(
      rows.map(({ top, height }) => top + height / 2),
      y,
      from,
    );
    if (to !== from) show(from, to);
  }

  function drop(designId: string): void {
    setDragged(null);
    const from = loaded.findIndex(({ design }) => design.id === designId);
    const to = items.findIndex(({ design }) => design.id === designId);
    if (from === to) return;
    keep(designId);
    setSaid(t('collection.moved', { title: items[to]?.design.title ?? '', place: to + 1, total }));
  }

  return (
    <>
      {collection.mine && total > 1 && (
        <p className={styles.hint} id="how-to-move">
          {t('collection.moveHow')}
        </p>
      )}
      <ol ref={list} className={styles.items}>
        {items.map((item, index) => (
          <CollectionRow
            key={item.design.id}
            collectionId={collection.id}
            item={item}
            place={index + 1}
            total={total}
            mine={collection.mine}
            dragged={dragged === item.design.id}
            onMove={(step) => moveBy(index, step)}
            onDragStart={() => setDragged(item.design.id)}
            onTakeOut={() => takeOut.mutate({ ...item, after: items[index - 1]?.design.id ?? null })}
          />
        ))}
      </ol>
      <p className={styles.unseen} role="status">
        {said}
      </p>
    </>
  );
}
