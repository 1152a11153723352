import { commands } from 'vscode';
import type { Command } from '../command.ts';

export function getStarted(extensionId: string): Command {
  return {
    id: 'draftroom.getStarted',
    run: () => commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#start`, false),
  };
}
