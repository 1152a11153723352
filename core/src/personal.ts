/** Puts the modules together that are about one person: what they say of themselves, and what they take with them. */
import type { Services } from './context.ts';
import { createAccountDataService } from './modules/account-data/service.ts';
import { hashSecret, newSecret } from './modules/accounts/secrets.ts';
import type { AccountsService } from './modules/accounts/service.ts';
import { createProfilesService } from './modules/profiles/service.ts';
import type { RoomsService } from './modules/rooms/service.ts';
import type { HubParts } from './modules.ts';
import type { AssetStore } from './platform/ports.ts';

export function createPersonalModules(
  parts: HubParts,
  { accounts, rooms, assets }: { accounts: AccountsService; rooms: RoomsService; assets: AssetStore },
): Pick<Services, 'profiles' | 'accountData'> {
  const { db } = parts.database;
  // STAND-IN: moderation
  const safety = { inspect: async () => 'visible' as const };
  return {
    profiles: createProfilesService({ ...parts, db, safety }),
    accountData: createAccountDataService({
      ...parts,
      db,
      assets,
      accounts,
      rooms: rooms.departures,
      secrets: { newSecret, hashSecret },
    }),
  };
}
