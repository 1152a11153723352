import { commands, window } from 'vscode';
import type { Command } from '../../command.ts';
import type { BoundDocuments } from '../bound-documents.ts';

/** The person's own last step, whoever has written since. */
export function undoCommand(documents: BoundDocuments): Command {
  return {
    id: 'draftroom.undo',
    run: async () => {
      const bound = documents.of(window.activeTextEditor?.document);
      if (bound === null) await commands.executeCommand('undo');
      else await bound.undo();
    },
  };
}
