import type { Command } from '../../command.ts';
import type { ShareDeps } from '../share-deps.ts';
import { shareFolder } from './share-folder.ts';
import { showKeptCopies } from './show-kept-copies.ts';
import { showShareState } from './show-share-state.ts';
import { stopSharing } from './stop-sharing.ts';

export function shareCommands(deps: ShareDeps): Command[] {
  return [shareFolder(deps), stopSharing(deps), showShareState(deps), showKeptCopies(deps)];
}
