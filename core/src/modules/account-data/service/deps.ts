import type { Database } from '@draftroom/drizzle/client';
import type { Clock } from '../../../platform/clock.ts';
import type { AssetStore, BlobStore, EventStore, Queue } from '../../../platform/ports.ts';
import type { AccountsPort, RankingPort, RoomsPort, SecretsPort } from '../ports.ts';

export interface AccountDataDeps {
  readonly db: Database;
  readonly events: Pick<EventStore, 'transaction'>;
  readonly clock: Clock;
  readonly queue: Pick<Queue, 'send' | 'cancel'>;
  readonly assets: AssetStore;
  readonly blobs: Pick<BlobStore, 'stream'>;
  readonly accounts: AccountsPort;
  readonly rooms: RoomsPort;
  readonly secrets: SecretsPort;
  readonly ranking: RankingPort;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

export const dayMs = 86_400_000;
