import { lazy, Suspense } from 'react';
import { LanguageSelect, ThemeSelect } from '../../app/Preferences.tsx';
import { loadMessages, t } from '../../kit/messages/language.ts';
import { usePageTitle } from '../../kit/page.ts';
import { AboutSection } from './AboutSection.tsx';
import styles from './AccountPage.module.css';
import { AvatarSection } from './AvatarSection.tsx';
import { DataSection } from './DataSection.tsx';
import { EmailSection } from './EmailSection.tsx';
import { LeaveSection } from './LeaveSection.tsx';
import { NotificationsSection } from './NotificationsSection.tsx';
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
      <AboutSection />
      <EmailSection />
      <PasswordSection />
      <section className={styles.section} aria-labelledby="preferences">
        <h2 id="preferences">{t('profile.preferences')}</h2>
        <div className={styles.row}>
          <LanguageSelect />
          <ThemeSelect />
        </div>
      </section>
      <NotificationsSection />
      <SessionsSection />
      <Suspense fallback={null}>
        <AversionsSection />
      </Suspense>
      <DataSection />
      <LeaveSection />
    </div>
  );
}
