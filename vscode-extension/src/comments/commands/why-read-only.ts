import { type CommentThread, window } from 'vscode';
import type { Command } from '../../command.ts';
import type { CommentActions } from '../comment-actions.ts';

export function whyReadOnly(actions: CommentActions): Command {
  return {
    id: 'draftroom.whyReadOnly',
    run: (thread) => {
      const words = actions.whyNot(thread as CommentThread);
      if (words !== null) void window.showInformationMessage(words);
    },
  };
}
