/** What this browser keeps of a person's documents goes when they sign out, but never work that the hub has not got. */
import { openIndexedDbStore } from '@draftroom/core/client/indexeddb-store';
import { confirm } from '../kit/confirm.ts';
import { t } from '../kit/messages/language.ts';

/** False when the person would rather stay signed in. */
export async function leaveThisMachine(userId: string): Promise<boolean> {
  const store = await openIndexedDbStore({ hub: location.origin, userId }).catch(() => null);
  if (store === null) return true;
  const unsent = await store.unsent();
  if (unsent.length > 0) {
    const changes = unsent.reduce((sum, document) => sum + document.unsent, 0);
    const leave = await confirm({
      title: t('signOut.unsentTitle', { count: changes }),
      text: t('signOut.unsentText'),
      yes: t('signOut.unsentYes'),
    });
    if (!leave) return false;
  }
  await store.wipe();
  return true;
}
