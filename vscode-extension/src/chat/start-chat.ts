import { commands, Disposable } from 'vscode';
import { registerCommands } from '../command.ts';
import { ChatView, type ChatViewDeps, chatViewId } from './chat-view.ts';

export function startChat(deps: ChatViewDeps): Disposable {
  const show = { id: 'draftroom.showChat', run: () => commands.executeCommand(`${chatViewId}.focus`) } as const;
  return Disposable.from(new ChatView(deps), deps.typing, registerCommands([show], deps.log));
}
