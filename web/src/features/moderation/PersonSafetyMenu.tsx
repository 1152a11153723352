import { ActionIcon, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { useMe } from '../../app/session.ts';
import { t } from '../../kit/messages/language.ts';
import { setBlocked, setMuted } from './aversions.ts';
import { ReportFormDialog } from './ReportForm.tsx';

export interface PersonSafetyMenuProps {
  readonly person: { readonly userId: string; readonly name: string };
}

export function PersonSafetyMenu({ person }: PersonSafetyMenuProps) {
  const { user } = useMe();
  const [reporting, setReporting] = useState(false);
  if (user === null || user.id === person.userId) return null;
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={t('safety.menu', { name: person.name })}>
            <Dots />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <AversionItems person={person} />
          <Menu.Divider />
          <Menu.Item onClick={() => setReporting(true)}>{t('report.do')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ReportFormDialog
        target={{ type: 'user', id: person.userId, title: person.name }}
        opened={reporting}
        onClose={() => setReporting(false)}
      />
    </>
  );
}

/** In a menu that is open, of somebody who is signed in and another. */
export function AversionItems({ person }: PersonSafetyMenuProps) {
  const state = useQuery(trpc.blocks.of.queryOptions({ userId: person.userId }));
  const { blocked, muted } = state.data ?? { blocked: false, muted: false };
  return (
    <>
      <Menu.Item disabled={state.isPending || blocked} onClick={() => void setMuted(person, !muted)}>
        {muted ? t('safety.unmute') : t('safety.mute')}
      </Menu.Item>
      <Menu.Item disabled={state.isPending} onClick={() => void setBlocked(person, !blocked)}>
        {blocked ? t('safety.unblock') : t('safety.block')}
      </Menu.Item>
    </>
  );
}

function Dots() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="currentColor">
      <circle cx="4" cy="9" r="1.4" />
      <circle cx="9" cy="9" r="1.4" />
      <circle cx="14" cy="9" r="1.4" />
    </svg>
  );
}
