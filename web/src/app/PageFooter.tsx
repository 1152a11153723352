import { t } from '../kit/messages/language.ts';
import { openRootDialog } from '../kit/palette/open-state.ts';
import styles from './PageFrame.module.css';
import { LanguageSelect, ThemeSelect } from './Preferences.tsx';

export function PageFooter() {
  return (
    <footer className={styles.footer}>
      <div>
        <button type="button" className={styles.footerLink} onClick={() => openRootDialog('about')}>
          {t('footer.about')}
        </button>
        <button type="button" className={styles.footerLink} onClick={() => openRootDialog('shortcuts')}>
          {t('footer.shortcuts')}
        </button>
        <a className={styles.footerLink} href="/api/docs">
          {t('footer.api')}
        </a>
      </div>
      <div>
        <ThemeSelect />
        <LanguageSelect />
      </div>
    </footer>
  );
}
