import { type CommentThread, env, l10n, window } from 'vscode';
import type { Command } from '../../command.ts';
import type { CommentActions } from '../comment-actions.ts';

export function copyThreadLink(actions: CommentActions): Command {
  return {
    id: 'draftroom.copyThreadLink',
    run: async (thread) => {
      await env.clipboard.writeText(actions.linkTo(thread as CommentThread));
      window.setStatusBarMessage(l10n.t('The link to the thread is on the clipboard.'), 4_000);
    },
  };
}
