import { lazy, Suspense } from 'react';
import { LanguageSelect, ThemeSelect } from '../../app/Preferences.tsx';
import { loadMessages, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import styles from './AccountPage.module.css';
import { AvatarSection } from './AvatarSection.tsx';
import { EmailSection } from './EmailSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { ColourSection, NameSection } from './ProfileSections.tsx';
import { SessionsSection } from './SessionsSection.tsx';

const AversionsSection = lazy(async () => {
  await loadMessages('moderation');
  return { default: (await import('../moderation/AversionsSection.tsx')).AversionsSection };
});

export function AccountPage() {
  usePageTitle(t('profile.title'));
  return (
    <div className={styles.page}>
      <h1>{t('profile.title')}</h1>
      <AvatarSection />
      <NameSection />
      <ColourSection />
      <EmailSection />
      <PasswordSection />
      <section className={styles.section} aria-labelledby="preferences">
        <h2 id="preferences">{t('profile.preferences')}</h2>
        <div className={styles.row}>
          <LanguageSelect />
          <ThemeSelect />
        </div>
      </section>
      <SessionsSection />
      <Suspense fallback={null}>
        <AversionsSection />
      </Suspense>
    </div>
  );
}
