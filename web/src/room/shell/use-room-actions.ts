import { useRouter } from '@tanstack/react-router';
import { label, t } from '../../kit/messages/language.ts';
import { type Action, useActions } from '../../kit/palette/actions.ts';
import { beginThread } from '../comments/thread-desk.ts';
import { useRoom } from '../session/room-context.ts';
import { closeTab, panels, showPanel, stepTab } from '../session/room-view.ts';
import type { Entry } from '../session/use-entries.ts';
import { usePeopleHere } from '../session/use-room-session.ts';
import { openByHand } from '../session/use-shortcuts.ts';
import { nameOf } from '../tree/tree-model.ts';
import type { RoomDialog } from './room-dialogs.ts';
import { vscodeLink } from './vscode-link.ts';

interface RoomActionsOptions {
  entries: ReadonlyMap<string, Entry>;
  onDialog: (dialog: RoomDialog) => void;
  onNew: () => void;
  onNewDrawing: () => void;
  onImport: () => void;
  onImportFolder: () => void;
}

/** Everything that can be done in the room, and every document, for the command palette. */
export function useRoomActions(options: RoomActionsOptions): void {
  const { entries, onDialog, onNew, onNewDrawing, onImport, onImportFolder } = options;
  const { hub, me, room, session, view, desk } = useRoom();
  const here = usePeopleHere(session);
  const router = useRouter();
  useActions(() => {
    const action = (id: string, title: string, run: () => void, keys?: string): Action => ({
      id: `room.${id}`,
      title,
      group: 'actions',
      run,
      ...(keys === undefined ? {} : { keys }),
    });
    const { active, left, right } = view.get();
    return [
      ...(room.rights.write
        ? [
            action('new', t('room.newDocument'), onNew),
            action('newDrawing', t('room.newDrawing'), onNewDrawing),
            action('import', t('room.importFiles'), onImport),
            action('importFolder', t('room.importFolder'), onImportFolder),
            action(
              'publish',
              t('room.publish'),
              () => void router.navigate({ to: '/publish', search: { room: room.id } }),
            ),
          ]
        : []),
      ...(me === null
        ? []
        : [action('vscode', t('room.openInVsCode'), () => location.assign(vscodeLink(hub.hub, room.id)))]),
      ...(room.role === null
        ? []
        : [
            action('invite', t('room.invite'), () => onDialog('invite')),
            action('leave', t('room.leave'), () => onDialog('leave')),
          ]),
      ...(room.rights.comment && desk.get().editor !== null
        ? [action('comment', t('shortcuts.comment'), () => beginThread(desk, view), 'Ctrl+Shift+M')]
        : []),
      ...panels.map((panel) => action(panel, label(`room.${panel}`), () => showPanel(view, panel))),
      action('left', t('room.toggleLeft'), () => view.set({ left: !left }), 'Ctrl+B'),
      action('right', t('room.toggleRight'), () => view.set({ right: !right }), 'Ctrl+J'),
      action('next', t('room.nextTab'), () => stepTab(view, 1), 'Ctrl+PageDown'),
      action('previous', t('room.previousTab'), () => stepTab(view, -1), 'Ctrl+PageUp'),
      ...(active === null ? [] : [action('close', t('room.closeThisTab'), () => closeTab(view, active))]),
      ...here
        .filter((person) => !person.isMe && person.userId !== null)
        .map((person) =>
          action(`follow-${person.userId}`, t('room.follow', { name: person.name }), () =>
            view.set({ following: person.userId }),
          ),
        ),
      ...(room.rights.write ? [action('removed', t('room.removedList'), () => onDialog('removed'))] : []),
      ...(room.rights.manage
        ? [
            action('settings', t('room.settings'), () => onDialog('settings')),
            action('rename', t('room.renameRoom'), () => onDialog('rename')),
            action('handOver', t('room.handOverShort'), () => onDialog('handOver')),
          ]
        : []),
      ...[...entries.values()].map((entry) => ({
        id: `document.${entry.id}`,
        title: nameOf(entry.path),
        group: 'documents' as const,
        words: entry.path,
        run: () => openByHand(view, entry.id),
      })),
    ];
  });
}
