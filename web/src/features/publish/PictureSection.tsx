import type { Picture as DesignPicture } from '@draftroom/core/schema/designs';
import type { DocumentSummary } from '@draftroom/core/schema/documents';
import { useQueries } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import { ModelPicture } from './ModelPicture.tsx';
import styles from './publish.module.css';
import type { UploadEntry } from './upload-list.ts';
import type { Picture } from './use-picture.ts';

interface PictureSectionProps {
  documents: readonly DocumentSummary[];
  entries: readonly UploadEntry[];
  /** Of the design that gets a release. */
  kept: DesignPicture | null;
  picture: Picture;
}

/** More are not looked through; any picture can be brought along. */
const mostOffered = 12;

/** Which picture stands for the design: the hub's own choice, one of the works, or one brought along. */
export function PictureSection({ documents, entries, kept, picture }: PictureSectionProps) {
  const input = useRef<HTMLInputElement>(null);
  const offered = useOffered(documents, entries);
  const own = picture.choice === 'own';
  const isView = picture.choice?.startsWith('model ') === true;
  return (
    <section className={styles.section} aria-labelledby="publish-picture">
      <h2 id="publish-picture">{t('publish.picture')}</h2>
      <fieldset className={styles.pictures} aria-describedby="publish-picture-hint">
        <legend>{t('publish.picture')}</legend>
        <p id="publish-picture-hint" className={styles.hint}>
          {t('publish.pictureHint')}
        </p>
        <div className={styles.pictureGrid}>
          <PictureChoice name={t('publish.pictureAuto')} checked={picture.choice === null} onChoose={picture.clear}>
            {kept === null ? (
              <span className={styles.pictureWords}>{t('publish.pictureAutoWhat')}</span>
            ) : (
              <img src={kept.sizes[0]?.url ?? kept.url} alt={t('publish.pictureKept')} />
            )}
          </PictureChoice>
          {offered.map(({ key, name, url, full }) => (
            <PictureChoice
              key={key}
              name={t('publish.pictureOf', { name })}
              shown={name}
              checked={picture.choice === key}
              onChoose={() => picture.choose(key, () => pixelsOf(full))}
            >
              <img src={url} alt="" loading="lazy" />
            </PictureChoice>
          ))}
          <PictureChoice name={t('publish.pictureOwn')} checked={own} onChoose={() => input.current?.click()}>
            {own && picture.url !== null ? (
              <img src={picture.url} alt="" />
            ) : (
              <span className={styles.pictureWords}>{t('publish.pictureChoose')}</span>
            )}
          </PictureChoice>
          {isView && picture.url !== null && (
            <PictureChoice name={t('publish.pictureTaken')} checked onChoose={() => undefined}>
              <img src={picture.url} alt="" />
            </PictureChoice>
          )}
        </div>
        <input
          ref={input}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          hidden
          aria-label={t('publish.pictureChoose')}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file !== undefined) picture.choose('own', async () => file);
          }}
        />
        <ModelPicture entries={entries} picture={picture} />
        <p role="status" className={styles.hint}>
          {picture.state === 'sending' ? t('publish.pictureSending') : ''}
        </p>
        {picture.error !== null && <p className={styles.problem}>{picture.error.text}</p>}
      </fieldset>
    </section>
  );
}

interface PictureChoiceProps {
  name: string;
  /** Under the picture. */
  shown?: string;
  checked: boolean;
  onChoose(): void;
  children: React.ReactNode;
}

function PictureChoice({ name, shown = name, checked, onChoose, children }: PictureChoiceProps) {
  return (
    <label className={styles.pictureChoice}>
      <input
        type="radio"
        name="picture"
        checked={checked}
        aria-label={name}
        onChange={onChoose}
        onClick={checked ? onChoose : undefined}
      />
      <span className={styles.pictureFrame}>{children}</span>
      <span className={styles.pictureName}>{shown}</span>
    </label>
  );
}

interface Offered {
  readonly key: string;
  readonly name: string;
  readonly url: string;
  readonly full: string;
}

/** Drawings of the room as far as their pictures are made, and pictures among the files. */
function useOffered(documents: readonly DocumentSummary[], entries: readonly UploadEntry[]): Offered[] {
  const drawings = documents.slice(0, mostOffered);
  const previews = useQueries({
    queries: drawings.map(({ id }) =>
      trpc.drawings.preview.queryOptions(
        { documentId: id },
        { refetchInterval: ({ state }) => (state.data?.state === 'pending' ? 2_000 : false) },
      ),
    ),
  });
  const drawn = drawings.flatMap(({ id, path }, at): Offered[] => {
    const url = previews[at]?.data?.preview?.assetUrl;
    return url === undefined ? [] : [{ key: id, name: path, url, full: url }];
  });
  const uploaded = entries.flatMap(({ key, path, upload }): Offered[] => {
    const url = upload?.state === 'ready' ? upload.url : null;
    if (url === null || (upload?.kind !== 'image' && upload?.kind !== 'drawing')) return [];
    // The largest that there is of what browsers do not show by themselves.
    const full = upload.kind === 'drawing' || upload.mediaType === 'image/svg+xml' ? `${url}?width=1920` : url;
    return [{ key: `upload-${key}`, name: path, url: `${url}?width=320`, full }];
  });
  return [...drawn, ...uploaded].slice(0, mostOffered);
}

async function pixelsOf(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw await answer.json();
  return await answer.blob();
}
