import type { Command } from '../../command.ts';
import type { Following } from '../following.ts';
import type { PresenceFeed } from '../presence-feed.ts';
import { choosePerson, type PersonChoice } from './choose-person.ts';

export function followPersonCommand(feed: PresenceFeed, following: Following): Command {
  return {
    id: 'draftroom.followPerson',
    run: async (chosen) => {
      const node = await choosePerson(feed, chosen as PersonChoice | undefined);
      const { userId, name } = node?.here?.person ?? {};
      if (node != null && userId != null && name !== undefined) following.follow(node.room, userId, name);
    },
  };
}
