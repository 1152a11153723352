import { type Licence, licenceFacts } from '@draftroom/core/contract/licences';
import { t } from '../../kit/messages/language.ts';
import styles from './design.module.css';

/** A licence in plain words, and where all of them stand. */
export function LicenceWords({ licence }: { licence: Licence }) {
  const { name, url, remixable, credit, shareAlike, commercial } = licenceFacts(licence);
  return (
    <div className={styles.licence}>
      <a href={url} rel="license noopener">
        {name}
      </a>
      <ul>
        <li>{t(remixable ? 'designPage.mayRemix' : 'designPage.mayNotRemix')}</li>
        {remixable && credit && <li>{t('designPage.mustCredit')}</li>}
        {remixable && shareAlike && <li>{t('designPage.mustShareAlike')}</li>}
        {!commercial && <li>{t('designPage.notCommercial')}</li>}
      </ul>
    </div>
  );
}
