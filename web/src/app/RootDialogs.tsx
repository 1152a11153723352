import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { label, t } from '../kit/messages/language.ts';
import type { Action } from '../kit/palette/actions.ts';
import { CommandPalette } from '../kit/palette/CommandPalette.tsx';
import { openRootDialog, type RootDialog } from '../kit/palette/open-state.ts';
import { AboutDialog } from './AboutDialog.tsx';
import { trpc } from './hub.ts';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { useMe, useSignOut } from './session.ts';

const close = () => openRootDialog(null);

export function RootDialogs({ dialog }: { dialog: RootDialog }) {
  if (dialog === 'shortcuts') return <ShortcutsDialog onClose={close} />;
  if (dialog === 'about') return <AboutDialog onClose={close} />;
  return <CommandPalette onClose={close} useMore={useGlobalActions} />;
}

/** What is always there, and the rooms that the hub finds for what was typed. */
function useGlobalActions(query: string): readonly Action[] {
  const { user } = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const rooms = useQuery(
    trpc.rooms.list.queryOptions(
      { scope: 'mine', limit: 8, ...(query.trim() === '' ? {} : { query: query.trim() }) },
      { enabled: user !== null, staleTime: 30_000, placeholderData: (before) => before },
    ),
  );
  const action = (id: string, title: string, run: () => unknown, keys?: string): Action => ({
    id,
    title,
    group: 'actions',
    run: () => void run(),
    ...(keys === undefined ? {} : { keys }),
  });
  const page = (id: string, title: string, run: () => unknown): Action => ({
    ...action(id, title, run),
    group: 'pages',
  });
  const signedIn = [
    action('room.new', t('home.new'), () => navigate({ to: '/home', search: { new: true } })),
    page('page.home', t('menu.rooms'), () => navigate({ to: '/home' })),
    page('page.account', t('menu.account'), () => navigate({ to: '/account' })),
  ];
  const signedOut = [
    page('page.signIn', t('signIn.title'), () => navigate({ to: '/sign-in' })),
    page('page.signUp', t('signUp.title'), () => navigate({ to: '/sign-up' })),
  ];
  return [
    ...(rooms.data?.items ?? []).map((room) => ({
      id: `room:${room.id}`,
      title: room.name,
      words: room.description,
      group: 'rooms' as const,
      run: () => void navigate({ to: '/rooms/$roomId', params: { roomId: room.id } }),
    })),
    ...(user === null ? signedOut : signedIn),
    page('page.public', t('welcome.all'), () => navigate({ to: '/home', search: { show: 'public' } })),
    ...(['auto', 'light', 'dark'] as const).map((theme) =>
      action(`theme.${theme}`, label(themeCommands[theme]), () => setColorScheme(theme)),
    ),
    action('shortcuts', t('command.shortcuts'), () => openRootDialog('shortcuts'), '?'),
    action('about', t('command.about'), () => openRootDialog('about')),
    ...(user === null ? [] : [action('signOut', t('menu.signOut'), signOut)]),
  ];
}

const themeCommands = { auto: 'command.themeAuto', light: 'command.themeLight', dark: 'command.themeDark' } as const;
