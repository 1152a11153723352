import type { Draft } from '@draftroom/core/client/draft';
import { commands, env, l10n, type QuickPickItem, window } from 'vscode';
import type { Command } from '../../command.ts';
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
      const chosen = await window.showQuickPick(choices(room), { title: `${room.name}: ${words}` });
      await chosen?.run();
    },
  };
}

function choices(room: OpenRoom): Choice[] {
  const { connection } = room.session;
  const drafts = room.session.sessions.flatMap((session) =>
    session.draft === null ? [] : [{ session, draft: session.draft }],
  );
  const away = connection.state.state === 'waiting' || connection.state.state === 'stopped';
  return [
    ...drafts.flatMap(({ session, draft }) => [
      { label: l10n.t('Copy what was not saved'), ...about(room, draft), run: () => copy(draft) },
      { label: l10n.t('Discard what was not saved'), ...about(room, draft), run: () => session.discardDraft() },
    ]),
    ...(away ? [{ label: l10n.t('Connect now'), run: () => connection.retry() }] : []),
    { label: l10n.t('Show the log'), run: () => commands.executeCommand('draftroom.showLog') },
  ];
}

function about(room: OpenRoom, draft: Draft): { description: string; detail: string } {
  return { description: room.facts.tree.byId(draft.documentId)?.path ?? '', detail: draft.message };
}

async function copy(draft: Draft): Promise<void> {
  await env.clipboard.writeText(draft.refused);
  void window.showInformationMessage(l10n.t('Copied. It stays here until you discard it.'));
}
