import { type Licence, licenceFacts, licenceIds } from '@draftroom/core/contract/licences';
import type { Design, LineageEntry } from '@draftroom/core/schema/designs';
import { designVisibilities } from '@draftroom/drizzle/enums';
import { NativeSelect } from '@mantine/core';
import { label, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { ChoiceCards } from '../rooms/ChoiceCards.tsx';
import styles from './publish.module.css';
import { firstConflict, type PublishValues } from './publish-input.ts';

interface RightsSectionProps {
  values: PublishValues;
  set(change: Partial<PublishValues>): void;
  /** That gets a release. */
  design: Design | null;
  /** Whose licences have to allow it. */
  madeFrom: readonly LineageEntry[];
}

export function RightsSection({ values, set, design, madeFrom }: RightsSectionProps) {
  const { licence, visibility } = values;
  const conflict = firstConflict(madeFrom, licence);
  return (
    <section className={styles.section} aria-labelledby="publish-rights">
      <h2 id="publish-rights">{t('publish.rights')}</h2>
      <div className={styles.fields}>
        {madeFrom.length > 0 && <MadeFrom madeFrom={madeFrom} />}
        <NativeSelect
          name="licence"
          label={t('publish.licence')}
          value={licence}
          onChange={(event) => set({ licence: event.currentTarget.value as Licence })}
          data={licenceIds.map((id) => ({ value: id, label: licenceName(id) }))}
          aria-describedby="publish-licence-words"
        />
        <LicenceWords licence={licence} />
        {conflict !== null && (
          <Notice
            tone="warning"
            title={t(`publish.conflict.${conflict.why}`, {
              title: conflict.entry.design?.title ?? t('publish.somebodysDesign'),
              licence: licenceName(conflict.entry.licence),
            })}
          />
        )}
        {design === null && (
          <ChoiceCards
            legend={t('publish.visibility')}
            name="visibility"
            columns={1}
            value={visibility}
            onChange={(value) => set({ visibility: value as PublishValues['visibility'] })}
            choices={designVisibilities.map((value) => ({
              value,
              title: label(`publish.visibility.${value}`),
              text: label(`publish.visibility.${value}What`),
            }))}
          />
        )}
      </div>
    </section>
  );
}

/** What the licences of its parents ask, before anything is published. */
function MadeFrom({ madeFrom }: { madeFrom: readonly LineageEntry[] }) {
  return (
    <section className={styles.madeFrom} aria-labelledby="publish-made-from">
      <h3 id="publish-made-from">{t('publish.madeFrom')}</h3>
      {madeFrom.map(({ design, licence }, at) => (
        <div key={design?.id ?? at}>
          <p>
            {design === null ? (
              t('publish.somebodysDesign')
            ) : (
              <a href={`/designs/${design.id}`} target="_blank" rel="noreferrer">
                {design.title}
              </a>
            )}{' '}
            <span className={styles.hint}>
              {design?.author
                ? t('publish.parentBy', { name: design.author.name, licence: licenceName(licence) })
                : licenceName(licence)}
            </span>
          </p>
          <ul>
            {licenceAsks(licence).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function licenceAsks(licence: Licence): string[] {
  const { remixable, credit, shareAlike, commercial } = licenceFacts(licence);
  if (!remixable) return [t('publish.asksNoChange')];
  const asks = [
    ...(credit ? [t('publish.asksCredit')] : []),
    ...(shareAlike ? [t('publish.asksAlike', { licence: licenceName(licence) })] : []),
    ...(commercial ? [] : [t('publish.asksNoCommerce')]),
  ];
  return asks.length === 0 ? [t('publish.asksNothing')] : asks;
}

function LicenceWords({ licence }: { licence: Licence }) {
  const { remixable, credit, shareAlike, commercial, url } = licenceFacts(licence);
  return (
    <p id="publish-licence-words" className={styles.hint}>
      {[
        t(remixable ? 'publish.mayRemix' : 'publish.mayNotRemix'),
        ...(remixable && credit ? [t('publish.mustCredit')] : []),
        ...(shareAlike ? [t('publish.sameLicence')] : []),
        ...(commercial ? [] : [t('publish.noCommerce')]),
      ].join(' ')}{' '}
      <a href={url} target="_blank" rel="noreferrer">
        {t('publish.licenceText')}
      </a>
    </p>
  );
}

function licenceName(licence: Licence): string {
  return licence === 'LicenseRef-All-Rights-Reserved' ? t('publish.reserved') : licenceFacts(licence).name;
}
