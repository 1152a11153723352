import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { Design, Picture, Release, ReleaseFile } from '@draftroom/core/schema/designs';
import { Button } from '@mantine/core';
import { type CSSProperties, lazy, Suspense, useEffect, useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import styles from './design.module.css';
import { FileList } from './FileList.tsx';
import { Poster } from './Poster.tsx';
import type { Pin } from './viewers/viewer.ts';
import { opensAtOnce, viewerOf } from './viewers/viewer-of.ts';

const ReleaseViewer = lazy(async () => ({ default: (await import('./viewers/ReleaseViewer.tsx')).ReleaseViewer }));

interface DesignWorkProps {
  design: Design;
  release: Release;
  file: ReleaseFile | null;
  /** The address names a file or a thread: no picture before it. */
  opened: boolean;
  pins: readonly Pin[];
  activePin: string | null;
  onPin(id: string): void;
  onPick?: (anchor: DesignAnchor) => void;
  onFile(path: string): void;
}

/** The thing itself, large: its picture at first, then the work when it is small or asked for. */
export function DesignWork({ design, release, file, opened, pins, activePin, onPin, onPick, onFile }: DesignWorkProps) {
  const [asked, setAsked] = useState(false);
  const [pictured, setPictured] = useState(false);
  // What was opened to point at stays open when a place is chosen.
  if (onPick !== undefined && !asked) setAsked(true);
  const { picture } = release;
  const whenIdle = useIdle(pictured || picture === null);
  const viewer = file === null ? null : viewerOf(file);
  const shown = file !== null && (opened || asked || (whenIdle && opensAtOnce(file)));
  const poster = (
    <Poster picture={picture} title={design.title} onLoad={() => setPictured(true)}>
      {file !== null && viewer !== null && !opensAtOnce(file) && !shown && (
        <Button className={styles.open} onClick={() => setAsked(true)}>
          {label(`designPage.look.${viewer}`)}
        </Button>
      )}
    </Poster>
  );
  return (
    <section className={styles.work} aria-label={t('designPage.work')} style={ratioOf(picture)}>
      {shown && file !== null ? (
        <Suspense fallback={poster}>
          <ReleaseViewer
            file={file}
            files={release.files}
            pins={pins}
            activePin={activePin}
            onPin={onPin}
            {...(onPick === undefined ? {} : { onPick })}
          />
        </Suspense>
      ) : (
        poster
      )}
      {release.files.length > 1 && (
        <FileList
          files={release.files}
          shown={file}
          onFile={(path) => {
            setAsked(true);
            onFile(path);
          }}
        />
      )}
    </section>
  );
}

/** How high its place is by its width; what has no picture gets a place of usual proportions. */
function ratioOf(picture: Picture | null): CSSProperties {
  const ratio = picture === null ? 0.6 : picture.height / picture.width;
  return { '--ratio': String(ratio) } as CSSProperties;
}

/** Some time after `ready`, when the browser has nothing better to do. */
function useIdle(ready: boolean): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!ready || idle) return;
    if (typeof requestIdleCallback !== 'function') {
      const later = setTimeout(() => setIdle(true), 200);
      return () => clearTimeout(later);
    }
    const asked = requestIdleCallback(() => setIdle(true), { timeout: 1_000 });
    return () => cancelIdleCallback(asked);
  }, [ready, idle]);
  return idle;
}
