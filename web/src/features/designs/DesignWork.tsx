import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { Design, Picture, Release, ReleaseFile } from '@draftroom/core/schema/designs';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type CSSProperties, lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
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
  const place = useShownToPointAt(onPick !== undefined);
  const picture = pictureOf(release);
  const whenIdle = useIdle(pictured || picture === null);
  const viewer = file === null ? null : viewerOf(file);
  const shown = file !== null && (opened || asked || (whenIdle && opensAtOnce(file)));
  const poster = (
    <Poster
      picture={picture}
      title={design.title}
      instead={t(isPainted(release) ? 'designPage.pictureMade' : 'designPage.noPicture')}
      onLoad={() => setPictured(true)}
    >
      {file !== null && viewer !== null && !opensAtOnce(file) && !shown && (
        <Button className={styles.open} onClick={() => setAsked(true)}>
          {label(`designPage.look.${viewer}`)}
        </Button>
      )}
    </Poster>
  );
  return (
    <section ref={place} className={styles.work} aria-label={t('designPage.work')} style={ratioOf(picture)}>
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
      {viewer !== null && file !== null && (
        <a className={styles.take} href={file.url} download={file.path.split('/').at(-1)}>
          <IconDownload size={18} stroke={1.5} aria-hidden="true" />
          {t('viewer.download', { name: file.path })}
        </a>
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

/** While a drawing is painted, a picture among the files stands for it, as it does where no drawing is. */
function pictureOf({ picture, files }: Release): Picture | null {
  return picture ?? files.find((file) => file.picture !== null)?.picture ?? null;
}

/** Milliseconds. What has no picture by then cannot be painted. */
const longestPainting = 60 * 60_000;

function isPainted({ files, createdAt }: Release): boolean {
  return files.some(({ kind }) => kind === 'drawing') && Date.now() - Date.parse(createdAt) < longestPainting;
}

/** Whoever begins to point far from the work, on a phone for one, is led to it. */
function useShownToPointAt(pointing: boolean): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const top = place.current?.getBoundingClientRect().top ?? 0;
    if (pointing && (top < 0 || top > innerHeight / 2)) place.current?.scrollIntoView({ block: 'start' });
  }, [pointing]);
  return place;
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
