import { commands } from 'vscode';
import type { Command } from '../../command.ts';

/** The editor's own list of comments. */
export function showThreads(): Command {
  return { id: 'draftroom.showThreads', run: () => commands.executeCommand('workbench.action.focusCommentsPanel') };
}
