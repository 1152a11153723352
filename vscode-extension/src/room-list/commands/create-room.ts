import type { RoomTemplate } from '@draftroom/core/schema/rooms';
import { l10n, type QuickPickItem, window } from 'vscode';
import type { Command } from '../../command.ts';
import { openPlaced, type RoomListDeps } from '../room-list-deps.ts';

const longestName = 80;

export function createRoom(deps: RoomListDeps): Command {
  return {
    id: 'draftroom.createRoom',
    run: async () => {
      const hub = await deps.chooseHub();
      const client = hub === undefined ? null : await deps.signedIn(hub);
      if (hub === undefined || client === null) return;
      const name = await askForName();
      if (name === undefined) return;
      const template = await pickTemplate();
      if (template === undefined) return;
      const { id } = await client.trpc.rooms.create.mutate({ name, template });
      await openPlaced(deps, { hub, id, name }, 'best');
      void deps.rooms.refresh();
    },
  };
}

async function askForName(): Promise<string | undefined> {
  const name = await window.showInputBox({
    title: l10n.t('Create a room (1/2)'),
    prompt: l10n.t('What are you going to work on together?'),
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return l10n.t('Give the room a name.');
      return [...text.trim()].length > longestName ? l10n.t('Use at most {0} characters.', longestName) : null;
    },
  });
  return name?.trim();
}

async function pickTemplate(): Promise<RoomTemplate | undefined> {
  const items: (QuickPickItem & { template: RoomTemplate })[] = [
    { template: 'empty', label: l10n.t('Empty'), description: l10n.t('start with nothing') },
    { template: 'typescript', label: 'TypeScript', description: l10n.t('a few files to start from') },
    { template: 'web', label: l10n.t('Web page'), description: l10n.t('a few files to start from') },
    { template: 'python', label: 'Python', description: l10n.t('a few files to start from') },
  ];
  const title = l10n.t('Create a room (2/2)');
  return (await window.showQuickPick(items, { title, placeHolder: l10n.t('Start from'), ignoreFocusOut: true }))
    ?.template;
}
