import { licenceFacts } from '@draftroom/core/contract/licences';
import type { Design, LineageEntry } from '@draftroom/core/schema/designs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import styles from './design.module.css';

/** What it was made from, and what others made from it. */
export function Lineage({ design }: { design: Design }) {
  return (
    <>
      {design.madeFrom.length > 0 && (
        <div>
          <dt>{t('designPage.madeFrom')}</dt>
          <dd>
            <ul className={styles.lineage}>
              {design.madeFrom.map((entry, at) => (
                <li key={entry.design?.id ?? at}>
                  <Parent entry={entry} />
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      {design.remixCount > 0 && (
        <div>
          <dt>{t('designPage.remixes', { count: design.remixCount })}</dt>
          <dd>
            <Remixes designId={design.id} />
          </dd>
        </div>
      )}
    </>
  );
}

function Parent({ entry: { design, licence, releaseSeq } }: { entry: LineageEntry }) {
  // What is private, or gone, is still named as something that it came from.
  if (design === null) return <span className={styles.quiet}>{t('designPage.unseenParent')}</span>;
  return (
    <>
      <Link to="/designs/$designId" params={{ designId: design.id }} search={{ r: releaseSeq }}>
        {design.title}
      </Link>
      <span className={styles.quiet}>
        {t('designPage.parentWhat', {
          name: design.author?.name ?? t('designPage.nobody'),
          licence: licenceFacts(licence).name,
        })}
      </span>
    </>
  );
}

const shownRemixes = 6;

function Remixes({ designId }: { designId: string }) {
  const remixes = useQuery(trpc.designs.remixes.queryOptions({ designId, limit: shownRemixes }));
  const items = remixes.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <ul className={styles.lineage}>
      {items.map((remix) => (
        <li key={remix.id}>
          <Link to="/designs/$designId" params={{ designId: remix.id }}>
            {remix.title}
          </Link>
          <span className={styles.quiet}>{remix.author?.name ?? t('designPage.nobody')}</span>
        </li>
      ))}
    </ul>
  );
}
