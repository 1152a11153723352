import type { Command } from '../../command.ts';
import type { Following } from '../following.ts';
import type { PresenceFeed } from '../presence-feed.ts';
import { choosePerson, type PersonChoice } from './choose-person.ts';

export function goToPersonCommand(feed: PresenceFeed, following: Following): Command {
  return {
    id: 'draftroom.goToPerson',
    run: async (chosen) => {
      const node = await choosePerson(feed, chosen as PersonChoice | undefined);
      const userId = node?.here?.person.userId;
      if (node != null && userId != null) await following.visit(node.room, userId);
    },
  };
}
