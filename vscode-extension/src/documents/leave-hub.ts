/** Before somebody signs out: what exists only on this machine is offered to them. */
import { l10n, window, workspace } from 'vscode';
import type { OpenRooms } from '../rooms/open-rooms.ts';

/** Whether to go on. */
export async function offerUnsent(rooms: OpenRooms, hub: string, userId: string): Promise<boolean> {
  const unsent = await rooms.unsent(hub, userId);
  if (unsent.length === 0) return true;
  const keep = l10n.t('Keep Copies and Sign Out');
  const discard = l10n.t('Sign Out Without Them');
  const chosen = await window.showWarningMessage(
    l10n.t('{0} documents have changes that the hub does not have. Signing out removes them from here.', unsent.length),
    { modal: true },
    keep,
    discard,
  );
  if (chosen === keep) {
    for (const { text } of unsent) {
      await window.showTextDocument(await workspace.openTextDocument({ content: text }), { preview: false });
    }
  }
  return chosen !== undefined;
}
