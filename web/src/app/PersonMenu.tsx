import type { Account } from '@draftroom/core/schema/accounts';
import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Avatar } from '../kit/Avatar.tsx';
import { shownError } from '../kit/hub-error.ts';
import { t } from '../kit/messages/language.ts';
import { showToast } from '../kit/toasts.ts';
import styles from './PersonMenu.module.css';
import { useSignOut } from './session.ts';

export function PersonMenu({ user }: { user: Account }) {
  const signOut = useSignOut();
  const leave = () =>
    signOut().then(
      () => showToast({ text: t('signOut.done') }),
      (error: unknown) => showToast({ text: shownError(error).text, tone: 'error' }),
    );
  return (
    <Menu width={220} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={styles.target} aria-label={t('menu.person', { name: user.name })}>
          <Avatar person={user} size={32} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
        </div>
        <Menu.Divider />
        <Menu.Item renderRoot={(props) => <Link to="/home" {...props} />}>{t('menu.rooms')}</Menu.Item>
        <Menu.Item renderRoot={(props) => <Link to="/account" {...props} />}>{t('menu.account')}</Menu.Item>
        {(user.siteRole === 'moderator' || user.siteRole === 'admin') && (
          <Menu.Item renderRoot={(props) => <Link to="/moderation" {...props} />}>{t('menu.moderation')}</Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => void leave()}>{t('menu.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
