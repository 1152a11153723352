import { l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { Command } from '../command.ts';
import type { RoomText, RoomTexts } from './room-texts.ts';

interface DocumentItem extends QuickPickItem {
  readonly text: RoomText;
}

export function goToDocument(texts: RoomTexts): Command {
  return {
    id: 'draftroom.goToDocument',
    run: async () => {
      const items: Promise<readonly DocumentItem[]> = texts.list().then((list) => list.map(toItem));
      const chosen = await window.showQuickPick(items, {
        title: l10n.t('Go to document'),
        placeHolder: l10n.t('Name of a document in this room'),
        matchOnDescription: true,
      });
      if (chosen !== undefined) await window.showTextDocument(chosen.text.uri);
    },
  };
}

function toItem(text: RoomText): DocumentItem {
  const { path } = text.document;
  const cut = path.lastIndexOf('/');
  return {
    label: path.slice(cut + 1),
    description: cut < 0 ? '' : path.slice(0, cut),
    iconPath: ThemeIcon.File,
    text,
  };
}
