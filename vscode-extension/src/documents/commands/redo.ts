import { commands, window } from 'vscode';
import type { Command } from '../../command.ts';
import type { BoundDocuments } from '../bound-documents.ts';

export function redoCommand(documents: BoundDocuments): Command {
  return {
    id: 'draftroom.redo',
    run: async () => {
      const bound = documents.of(window.activeTextEditor?.document);
      if (bound === null) await commands.executeCommand('redo');
      else await bound.redo();
    },
  };
}
