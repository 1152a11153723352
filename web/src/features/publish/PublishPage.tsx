import type { Design } from '@draftroom/core/schema/designs';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { MessagePage } from '../../app/MessagePage.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { usePageTitle } from '../../kit/page.ts';
import { AboutSection, CritiquesSection, NotesSection } from './AboutSection.tsx';
import { FilesField } from './FilesField.tsx';
import { PictureSection } from './PictureSection.tsx';
import styles from './publish.module.css';
import { isStopped } from './publish-input.ts';
import { loadSource, type PublishSource } from './publish-source.ts';
import { RightsSection } from './RightsSection.tsx';
import { RoomDocuments, RoomFiles } from './RoomDocuments.tsx';
import type { UploadEntry } from './upload-list.ts';
import { namesOf } from './upload-words.ts';
import { type Publication, usePublication } from './use-publication.ts';

const route = getRouteApi('/pages/publish');

export function PublishPage() {
  const { room, design } = route.useSearch();
  const { data } = useSuspenseQuery({
    queryKey: ['publish', room, design],
    queryFn: () => loadSource(room, design),
    // What a person has ticked must not change under them.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (data.design !== null && !data.design.rights.edit) return <NotYours design={data.design} />;
  return <PublishForm key={`${room} ${design}`} source={data} />;
}

function NotYours({ design: { id, title } }: { design: Design }) {
  usePageTitle(title);
  const to = { to: '/designs/$designId', params: { designId: id } } as const;
  return (
    <MessagePage
      title={t('publish.notYours', { title })}
      text={t('publish.notYoursWhat')}
      action={<Button renderRoot={(props) => <Link {...to} {...props} />}>{t('publish.toDesign')}</Button>}
    />
  );
}

function PublishForm({ source }: { source: PublishSource }) {
  const publication = usePublication(source);
  const { design, room, roomGone } = source;
  const { values, set, uploads, error, busy, reason } = publication;
  const title = design === null ? t('publish.title') : t('publish.releaseTitle', { title: design.title });
  usePageTitle(title);
  return (
    <form className={styles.page} noValidate onSubmit={publication.onSubmit}>
      <h1>{title}</h1>
      <section className={styles.section} aria-labelledby="publish-what">
        <h2 id="publish-what">{t('publish.what')}</h2>
        <p className={styles.hint}>{t('publish.whatHint')}</p>
        {room !== null && <FromRoom room={room} publication={publication} />}
        {roomGone && <Notice title={t('publish.roomGone')} text={t('publish.roomGoneInstead')} />}
        <FilesField list={publication.list} entries={uploads} />
      </section>
      {design === null ? <AboutSection values={values} set={set} /> : <NotesSection values={values} set={set} />}
      <RightsSection values={values} set={set} design={design} madeFrom={publication.madeFrom} />
      {design === null && <CritiquesSection values={values} set={set} />}
      <PictureSection
        documents={publication.drawings}
        entries={uploads}
        kept={design?.picture ?? null}
        picture={publication.picture}
      />
      <footer className={styles.foot}>
        <FormError error={error} />
        <div className={styles.hint} role="status">
          <p>{reasonWords(reason, uploads)}</p>
          <p>{leftOutWords(uploads)}</p>
        </div>
        <Button type="submit" loading={busy} disabled={reason !== null || publication.picture.state === 'sending'}>
          {t(design === null ? 'publish.submit' : 'publish.submitRelease')}
        </Button>
      </footer>
    </form>
  );
}

function reasonWords(reason: Publication['reason'], uploads: readonly UploadEntry[]): string {
  if (reason === null) return '';
  if (reason !== 'stopped') return label(`publish.unready.${reason}`);
  return t('publish.unready.stopped', { names: namesOf(uploads.filter(({ state }) => isStopped(state))) });
}

function leftOutWords(uploads: readonly UploadEntry[]): string {
  const refused = uploads.filter(({ state }) => state === 'refused');
  return refused.length === 0 ? '' : t('publish.leftOut', { count: refused.length, names: namesOf(refused) });
}

function FromRoom({ room, publication }: { room: NonNullable<PublishSource['room']>; publication: Publication }) {
  const { without, setWithout, withFiles, setWithFiles } = publication;
  const { documents, files } = room.tree;
  if (documents.length > 0) return <RoomDocuments room={room} without={without} onChange={setWithout} />;
  if (files.length > 0) return <RoomFiles room={room} checked={withFiles} onChange={setWithFiles} />;
  return <p className={styles.hint}>{t('publish.emptyRoom')}</p>;
}
