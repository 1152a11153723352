import type { Design, Release } from '@draftroom/core/schema/designs';
import { languageLabel } from '@draftroom/core/schema/documents/languages';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { fileSize } from '../../kit/time.ts';
import styles from './design.module.css';
import { LicenceWords } from './LicenceWords.tsx';
import { Lineage } from './Lineage.tsx';

/** What is known of a release, its licence, its tags, and what it was made from. */
export function Facts({ design, release }: { design: Design; release: Release }) {
  const { facts } = release;
  const number = new Intl.NumberFormat(currentLocale());
  const elements = Object.values(facts.elements).reduce((sum, count) => sum + count, 0);
  return (
    <dl className={styles.facts}>
      <Fact name={t('designPage.licence')}>
        <LicenceWords licence={release.licence} />
      </Fact>
      <Fact name={t('designPage.contents')}>
        {t('designPage.fileCount', { count: facts.files })}, {fileSize(facts.bytes, currentLocale())}
      </Fact>
      {facts.triangles > 0 && <Fact name={t('designPage.triangles')}>{number.format(facts.triangles)}</Fact>}
      {elements > 0 && <Fact name={t('designPage.elements')}>{number.format(elements)}</Fact>}
      {facts.languages.length > 0 && (
        <Fact name={t('designPage.languages')}>
          {facts.languages
            .map(({ language, lines }) => t('designPage.language', { language: languageLabel(language), count: lines }))
            .join(', ')}
        </Fact>
      )}
      {facts.palette.length > 0 && (
        <Fact name={t('designPage.palette')}>
          <ul className={styles.palette}>
            {facts.palette.map((colour) => (
              <li key={colour} style={{ backgroundColor: colour }} title={colour}>
                <span>{colour}</span>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {facts.missing.length > 0 && (
        <Fact name={t('designPage.missing')}>
          <ul className={styles.missing}>
            {facts.missing.map((path) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </Fact>
      )}
      {design.tags.length > 0 && (
        <Fact name={t('designPage.tags')}>
          <ul className={styles.tags}>
            {design.tags.map((tag) => (
              <li key={tag}>
                <Link to="/search" search={{ tags: tag }}>
                  {tag}
                </Link>
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Lineage design={design} />
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
