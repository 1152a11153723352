import type { Draft } from '@draftroom/core/client/draft';
import { HubClientError } from '@draftroom/core/client/hub-client-error';
import { commands, env, l10n, type QuickPickItem, window, workspace } from 'vscode';
import type { Command } from '../../command.ts';
import { whyNotWrite } from '../../documents/writing.ts';
import { hubMessage } from '../../hubs/hub-message.ts';
import type { OpenRoom } from '../../rooms/open-room.ts';
import { type RoomStatus, stateOf, wordsFor } from '../room-status.ts';

interface Choice extends QuickPickItem {
  run(): unknown;
}

/** What the status bar means, and what can be done about it. */
export function showRoomStateCommand(status: RoomStatus): Command {
  return {
    id: 'draftroom.showRoomState',
    run: async () => {
      const { room } = status;
      if (room === null) {
        void window.showInformationMessage(l10n.t('No room is open in this window.'));
        return;
      }
      const [, words] = wordsFor(stateOf(room), room);
      const placeHolder = whyNotWrite(room) ?? undefined;
      const chosen = await window.showQuickPick(choices(room), { title: `${room.name}: ${words}`, placeHolder });
      await chosen?.run();
    },
  };
}

function choices(room: OpenRoom): Choice[] {
  const { connection, drafts } = room.session;
  const away = connection.state.state === 'waiting' || connection.state.state === 'stopped';
  return [
    ...drafts.flatMap((draft) => {
      const about = { description: nameOf(room, draft), detail: hubMessage(new HubClientError({ code: draft.code })) };
      return [
        { label: l10n.t('Copy what was not saved'), ...about, run: () => copy(draft) },
        { label: l10n.t('Open what was not saved as a new file'), ...about, run: () => openUntitled(draft) },
        { label: l10n.t('Discard what was not saved'), ...about, run: () => discard(room, draft) },
      ];
    }),
    ...(away ? [{ label: l10n.t('Connect now'), run: () => connection.retry() }] : []),
    { label: l10n.t('Show the log'), run: () => commands.executeCommand('draftroom.showLog') },
  ];
}

function nameOf(room: OpenRoom, { documentId }: Draft): string {
  return room.facts.tree.byId(documentId)?.path ?? l10n.t('a document that is not there any more');
}

async function copy(draft: Draft): Promise<void> {
  await env.clipboard.writeText(draft.refused);
  void window.showInformationMessage(l10n.t('Copied. It stays here until you discard it.'));
}

async function openUntitled(draft: Draft): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ content: draft.refused }), { preview: false });
}

async function discard(room: OpenRoom, draft: Draft): Promise<void> {
  const yes = l10n.t('Discard');
  const question = l10n.t('Discard what was not saved of “{0}”?', nameOf(room, draft));
  const detail = l10n.t('It is kept nowhere else.');
  if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return;
  await room.session.discardDraft(draft.id);
}
