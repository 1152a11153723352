import './excalidraw-assets.ts';
import { exportToBlob, restoreElements } from '@excalidraw/excalidraw';
import type { BinaryFiles } from '@excalidraw/excalidraw/types';
import { useEffect, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { SkeletonLine } from '../../kit/Skeleton.tsx';
import { useRoom } from '../session/room-context.ts';
import styles from './board.module.css';
import { fetchImage } from './fetch-image.ts';
import type { ShownDrawing } from './version-drawing.ts';

const longestSide = 1_600;

/** A drawing to look at. Pictures in it that cannot be fetched are left out. */
export function BoardPicture({ drawing, what }: { drawing: ShownDrawing; what: string }) {
  const { hub } = useRoom();
  const [url, setUrl] = useState<string | null>(null);
  const empty = drawing.elements.length === 0;
  useEffect(() => {
    const left = new AbortController();
    let made: string | null = null;
    const draw = async (): Promise<void> => {
      const wanted = [...drawing.files].map(([fileId, assetId]) =>
        fetchImage(hub, { fileId, assetId, signal: left.signal }).catch(() => null),
      );
      const files: BinaryFiles = {};
      for (const file of await Promise.all(wanted)) if (file !== null) files[file.id] = file;
      const blob = await pictureOf(drawing, files);
      if (left.signal.aborted) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    };
    if (!empty) void draw().catch(() => undefined);
    return () => {
      left.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [hub, drawing, empty]);
  if (empty) return <p className={styles.noPicture}>{t('board.outlineEmpty')}</p>;
  if (url === null) return <SkeletonLine height={320} />;
  return <img className={styles.picture} src={url} alt={t('board.pictureOf', { what })} />;
}

async function pictureOf({ elements }: ShownDrawing, files: BinaryFiles): Promise<Blob> {
  const given = elements as unknown as Parameters<typeof restoreElements>[0];
  return await exportToBlob({
    elements: restoreElements(given, null).filter((element) => !element.isDeleted) as never,
    files,
    exportPadding: 16,
    appState: { exportBackground: true, viewBackgroundColor: '#ffffff' },
    getDimensions: (width: number, height: number) => {
      const scale = Math.min(1.5, longestSide / Math.max(width, height));
      return { width: width * scale, height: height * scale, scale };
    },
  });
}
