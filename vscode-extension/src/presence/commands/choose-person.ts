import { l10n, window } from 'vscode';
import { peopleHere } from '../people-here.ts';
import type { PeopleNode } from '../people-tree.ts';
import type { PresenceFeed } from '../presence-feed.ts';

/** From the list of people, by the id of the user, or asked for. */
export type PersonChoice = PeopleNode | { readonly userId: string };

export async function choosePerson(feed: PresenceFeed, chosen: PersonChoice | undefined): Promise<PeopleNode | null> {
  if (chosen !== undefined && 'here' in chosen && chosen.here !== null) return chosen;
  const nodes = feed.rooms.all.flatMap((room) =>
    peopleHere(room.session.presence)
      .filter(({ isMe, person }) => !isMe && person.userId !== null)
      .map((here) => ({ room, here })),
  );
  const named = chosen !== undefined && 'userId' in chosen ? chosen.userId : null;
  const found = nodes.find(({ here }) => here.person.userId === named);
  if (found !== undefined) return found;
  const items = nodes.map((node) => ({ label: node.here.person.name, description: node.room.name, node }));
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('Nobody else is here at the moment.'));
    return null;
  }
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Who?') }))?.node ?? null;
}
