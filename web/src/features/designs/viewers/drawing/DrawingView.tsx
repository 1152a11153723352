import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { useEffect, useMemo, useState } from 'react';
import { shownError } from '../../../../kit/hub-error.ts';
import { t } from '../../../../kit/messages/language.ts';
import { Notice } from '../../../../kit/Notice.tsx';
import { anchorAt, placeOf } from '../../../../room/board/drawing-anchors.ts';
import { elementName } from '../../../../room/board/element-name.ts';
import { outlineOf } from '../../../../room/board/outline.ts';
import { fetchText } from '../fetch-text.ts';
import { type SheetPin, ZoomSheet } from '../sheet/ZoomSheet.tsx';
import { pinsOn, type ViewerProps } from '../viewer.ts';
import styles from '../viewers.module.css';
import { type DrawingSheet, drawSheet } from './drawing-sheet.ts';

type SheetState =
  | { readonly state: 'loading' | 'empty' }
  | { readonly state: 'ready'; readonly sheet: DrawingSheet; readonly src: string }
  | { readonly state: 'failed'; readonly error: unknown };

export function DrawingView({ file, pins, activePin = null, onPin, onPick }: ViewerProps) {
  const state = useSheet(file);
  const sheet = state.state === 'ready' ? state.sheet : null;
  const sheetPins = useMemo(
    () => (sheet === null ? [] : sheetPinsOf(pins, file.path, sheet)),
    [pins, file.path, sheet],
  );
  if (state.state === 'failed') {
    return (
      <div className={styles.waiting}>
        <Notice tone="error" title={t('viewer.drawingFailed')} text={shownError(state.error).text} />
      </div>
    );
  }
  if (state.state !== 'ready') {
    return (
      <div className={styles.waiting} role="status">
        <p>{t(state.state === 'empty' ? 'viewer.drawingEmpty' : 'viewer.loadingDrawing')}</p>
      </div>
    );
  }
  const { bounds, elements } = state.sheet;
  return (
    <div className={styles.viewer}>
      <ZoomSheet
        src={state.src}
        size={bounds}
        alt={t('viewer.drawing', { name: file.path })}
        keys={t('viewer.sheetKeys')}
        most={2}
        pins={sheetPins}
        activePin={activePin}
        onPin={onPin}
        pick={
          onPick === undefined
            ? null
            : {
                point: ({ x, y }) => {
                  const { documentId: _, ...anchor } = anchorAt(elements, '', { x: x + bounds.x, y: y + bounds.y });
                  onPick({ ...anchor, path: file.path });
                },
              }
        }
      />
      <DrawingOutline sheet={state.sheet} />
    </div>
  );
}

function useSheet({ url, assetId }: ReleaseFile): SheetState {
  const [state, setState] = useState<SheetState>({ state: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: signed addresses of the same file differ from call to call
  useEffect(() => {
    const left = new AbortController();
    let src: string | null = null;
    setState({ state: 'loading' });
    fetchText(url, left.signal)
      .then(drawSheet)
      .then(
        (sheet) => {
          if (left.signal.aborted) return;
          if (sheet === null) return setState({ state: 'empty' });
          src = URL.createObjectURL(sheet.svg);
          setState({ state: 'ready', sheet, src });
        },
        (error: unknown) => left.signal.aborted || setState({ state: 'failed', error }),
      );
    return () => {
      left.abort();
      if (src !== null) URL.revokeObjectURL(src);
    };
  }, [assetId]);
  return state;
}

function sheetPinsOf(pins: ViewerProps['pins'], path: string, { elements, bounds }: DrawingSheet): SheetPin[] {
  const byId = new Map(elements.map((element) => [element.id, element]));
  return pinsOn(pins, path, 'drawing').map((pin) => {
    const { x, y } = placeOf({ ...pin.anchor, documentId: '' }, byId);
    return { pin, at: { x: x - bounds.x, y: y - bounds.y } };
  });
}

/** More than anybody reads at once. */
const mostItems = 500;

function DrawingOutline({ sheet }: { sheet: DrawingSheet }) {
  const items = useMemo(() => outlineOf(sheet.elements), [sheet]);
  return (
    <details className={styles.outline}>
      <summary>{t('viewer.onSheet', { count: items.length })}</summary>
      <ul>
        {items.slice(0, mostItems).map((item) => (
          <li key={item.id}>
            <bdi>{elementName(item)}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
