/** What this browser keeps of a person's documents goes when they sign out, but never work that the hub has not got. */
import { openIndexedDbStore } from '@draftroom/core/client/indexeddb-store';
import type { LocalStore } from '@draftroom/core/client/local-store';
import { confirm, type Question } from '../kit/confirm.ts';
import { t } from '../kit/messages/language.ts';

/** False when the person would rather stay signed in. */
export async function leaveThisMachine(userId: string): Promise<boolean> {
  const store = await openIndexedDbStore({ hub: location.origin, userId }).catch(() => null);
  if (store === null) return true;
  for (const question of await whatWouldBeLost(store)) if (!(await confirm(question))) return false;
  await store.wipe();
  return true;
}

/** One question for changes that were never sent, one for texts that were refused. */
export async function whatWouldBeLost(store: Pick<LocalStore, 'unsent' | 'drafts'>): Promise<Question[]> {
  const [unsent, drafts] = await Promise.all([store.unsent(), store.drafts()]);
  const changes = unsent.reduce((sum, document) => sum + document.unsent, 0);
  return [
    ...(changes > 0
      ? [
          {
            title: t('signOut.unsentTitle', { count: changes }),
            text: t('signOut.unsentText'),
            yes: t('signOut.unsentYes'),
          },
        ]
      : []),
    ...(drafts.length > 0
      ? [
          {
            title: t('signOut.draftsTitle', { count: drafts.length }),
            text: t('signOut.draftsText'),
            yes: t('signOut.draftsYes'),
          },
        ]
      : []),
  ];
}
