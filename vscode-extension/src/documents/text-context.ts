import { commands, Disposable, window } from 'vscode';
import type { BoundDocuments } from './bound-documents.ts';

/** For `when` clauses: whether the active editor shows a file of this machine that is a document, too. */
export function tellTextContext(documents: BoundDocuments): Disposable {
  let told = false;
  const tell = (): void => {
    const now = documents.of(window.activeTextEditor?.document)?.isLocal === true;
    if (now === told) return;
    told = now;
    void commands.executeCommand('setContext', 'draftroom.inSharedText', now);
  };
  const stops = [documents.bound.listen(tell), documents.unbound.listen(() => queueMicrotask(tell))];
  return Disposable.from(
    window.onDidChangeActiveTextEditor(tell),
    new Disposable(() => {
      for (const stop of stops) stop();
    }),
  );
}
