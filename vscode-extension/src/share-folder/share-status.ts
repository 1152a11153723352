import { type Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import type { Sharing } from './sharing.ts';
import { stateWords } from './state-words.ts';

export class ShareStatus implements Disposable {
  readonly #sharing: Sharing;
  readonly #item = window.createStatusBarItem('draftroom.share', StatusBarAlignment.Left, 99);
  readonly #listener: Disposable;

  constructor(sharing: Sharing) {
    this.#sharing = sharing;
    this.#item.name = l10n.t('Shared folder');
    this.#item.command = 'draftroom.showShareState';
    this.#listener = sharing.onDidChange(() => this.#show());
    this.#show();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const { summary } = this.#sharing;
    if (summary === null) {
      this.#item.hide();
      return;
    }
    const { icon, words } = stateWords(summary.state);
    this.#item.text = `$(${icon}) ${l10n.t('Shared: {0}', summary.roomName)}`;
    this.#item.tooltip = l10n.t(
      'This folder is shared with “{0}”: {1}. Click for what can be done.',
      summary.roomName,
      words,
    );
    this.#item.show();
  }
}
