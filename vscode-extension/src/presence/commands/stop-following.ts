import type { Command } from '../../command.ts';
import type { Following } from '../following.ts';

export function stopFollowingCommand(following: Following): Command {
  return { id: 'draftroom.stopFollowing', run: () => following.stop() };
}
