import type { Design, LineageEntry } from '@draftroom/core/schema/designs';
import type { Tree } from '@draftroom/core/schema/documents';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { api } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { AboutSection, CritiquesSection, NotesSection } from './AboutSection.tsx';
import { FilesField } from './FilesField.tsx';
import { PictureSection } from './PictureSection.tsx';
import styles from './publish.module.css';
import { RightsSection } from './RightsSection.tsx';
import { RoomDocuments } from './RoomDocuments.tsx';
import { usePublication } from './use-publication.ts';

const route = getRouteApi('/pages/publish');

/** What a publication starts from: a room's tree, a design that gets a release, both or neither. */
export interface PublishSource {
  readonly room: { readonly id: string; readonly name: string; readonly tree: Tree } | null;
  readonly design: Design | null;
  /** What the room began as a remix of. */
  readonly origin: readonly LineageEntry[];
}

export function PublishPage() {
  const { room, design } = route.useSearch();
  const { data } = useSuspenseQuery({
    queryKey: ['publish', room, design],
    queryFn: () => load(room, design),
    // What a person has ticked must not change under them.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return <PublishForm key={`${room} ${design}`} source={data} />;
}

async function load(roomId: string | undefined, designId: string | undefined): Promise<PublishSource> {
  const design = designId === undefined ? null : await api.designs.get.query({ designId });
  const from = roomId ?? design?.roomId ?? undefined;
  if (from === undefined) return { room: null, design, origin: [] };
  const [room, tree, { madeFrom }] = await Promise.all([
    api.rooms.get.query({ roomId: from }),
    api.documents.list.query({ roomId: from }),
    api.designs.origin.query({ roomId: from }).catch(noneWhereRefused),
  ]);
  return { room: { id: from, name: room.name, tree }, design, origin: madeFrom };
}

/** Who may not publish from it hears so when they try. */
function noneWhereRefused(error: unknown): { madeFrom: LineageEntry[] } {
  if (shownError(error).retryable) throw error;
  return { madeFrom: [] };
}

function PublishForm({ source }: { source: PublishSource }) {
  const publication = usePublication(source);
  const { design, room } = source;
  const { values, set, uploads, error, busy, reason } = publication;
  const title = design === null ? t('publish.title') : t('publish.releaseTitle', { title: design.title });
  usePageTitle(title);
  return (
    <form className={styles.page} noValidate onSubmit={publication.onSubmit}>
      <h1>{title}</h1>
      <section className={styles.section} aria-labelledby="publish-what">
        <h2 id="publish-what">{t('publish.what')}</h2>
        <p className={styles.hint}>{t('publish.whatHint')}</p>
        {room !== null && <RoomDocuments room={room} without={publication.without} onChange={publication.setWithout} />}
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
        <p className={styles.hint} role="status">
          {reason === null ? '' : label(`publish.unready.${reason}`)}
        </p>
        <Button type="submit" loading={busy} disabled={reason !== null || publication.picture.state === 'sending'}>
          {t(design === null ? 'publish.submit' : 'publish.submitRelease')}
        </Button>
      </footer>
    </form>
  );
}
