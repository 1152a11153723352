import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { designPath } from '../features/feed/design-path.ts';
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
  const found = useFound(query.trim());
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
    page('page.profile', t('nav.profile'), () =>
      navigate({ to: '/people/$userId', params: { userId: user?.id ?? '' } }),
    ),
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
    ...found,
    ...(user === null ? signedOut : signedIn),
    page('page.explore', t('nav.explore'), () => navigate({ to: '/explore' })),
    page('page.search', t('nav.search'), () => navigate({ to: '/search' })),
    page('page.public', t('welcome.all'), () => navigate({ to: '/home', search: { show: 'public' } })),
    ...(['auto', 'light', 'dark'] as const).map((theme) =>
      action(`theme.${theme}`, label(themeCommands[theme]), () => setColorScheme(theme)),
    ),
    action('shortcuts', t('command.shortcuts'), () => openRootDialog('shortcuts'), '?'),
    action('about', t('command.about'), () => openRootDialog('about')),
    ...(user === null ? [] : [action('signOut', t('menu.signOut'), signOut)]),
  ];
}

/** Designs, people and tags that the hub finds, forgiving a typing mistake: so what was typed is among their words. */
function useFound(q: string): readonly Action[] {
  const navigate = useNavigate();
  const found = useQuery(
    trpc.search.suggest.queryOptions(
      { q },
      { enabled: q.length > 1, staleTime: 30_000, placeholderData: (before) => before },
    ),
  );
  if (q.length < 2 || found.data === undefined) return [];
  const { designs, people, tags } = found.data;
  return [
    ...designs.map(({ id, title }) => ({
      id: `design:${id}`,
      title,
      words: q,
      group: 'designs' as const,
      run: () => void navigate({ to: designPath(id) }),
    })),
    ...people.map(({ userId, name }) => ({
      id: `person:${userId}`,
      title: name,
      words: q,
      group: 'people' as const,
      run: () => void navigate({ to: '/people/$userId', params: { userId } }),
    })),
    ...tags.map(({ tag }) => ({
      id: `tag:${tag}`,
      title: tag,
      words: q,
      group: 'tags' as const,
      run: () => void navigate({ to: '/search', search: { tags: tag } }),
    })),
  ];
}

const themeCommands = { auto: 'command.themeAuto', light: 'command.themeLight', dark: 'command.themeDark' } as const;
