import { Button } from '@mantine/core';
import { useMe } from '../../app/session.ts';
import { t } from '../../kit/messages/language.ts';
import styles from './accounts.module.css';
import { providerNames, providerStart } from './providers.ts';

/** Nothing on a hub where no provider is configured. */
export function ProviderButtons({ next }: { next: string | undefined }) {
  const { providers } = useMe();
  if (providers.length === 0) return null;
  return (
    <div className={styles.providers}>
      {providers.map((provider) => (
        <Button key={provider} component="a" href={providerStart(provider, next)} variant="default" fullWidth>
          {t('signIn.with', { provider: providerNames[provider] })}
        </Button>
      ))}
      <p className={styles.or}>{t('signIn.or')}</p>
    </div>
  );
}
