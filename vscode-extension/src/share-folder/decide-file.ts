/** Of one file that says something else in the room: which side counts, asked for as often as the person wants. */
import { commands, l10n, Uri, window } from 'vscode';
import { viewOf } from './room-text-view.ts';
import { localFolder, type Sharing, type SharingSummary } from './sharing.ts';

export async function decideFile(sharing: Sharing, path: string, { roomName, state }: SharingSummary): Promise<void> {
  const compare = { label: `$(diff) ${l10n.t('Compare')}`, answer: null };
  const mine = { label: l10n.t('Keep Mine'), answer: 'mine' as const };
  const room = {
    label: l10n.t('Keep the Room’s'),
    description: l10n.t('Of yours a copy is kept.'),
    answer: 'room' as const,
  };
  const isText = (await sharing.roomText(path)) !== null;
  const answers = state?.mode === 'readOnly' ? [room] : [mine, room];
  const question = l10n.t('“{0}” says something else in “{1}” than here.', path, roomName);
  const choices = [...(isText ? [compare] : []), ...answers];
  let chosen: (typeof choices)[number] | undefined = await window.showQuickPick(choices, { title: question });
  if (chosen?.answer === null) {
    await showBoth(path, roomName);
    const label = await window.showInformationMessage(question, ...answers.map((answer) => answer.label));
    chosen = answers.find((answer) => answer.label === label);
  }
  if (chosen?.answer != null) sharing.decide(path, chosen.answer);
}

async function showBoth(path: string, roomName: string): Promise<void> {
  const root = localFolder()?.uri;
  if (root === undefined) return;
  const title = l10n.t('{0}: “{1}” and here', path, roomName);
  await commands.executeCommand('vscode.diff', viewOf(path), Uri.joinPath(root, path), title, { preview: true });
}
