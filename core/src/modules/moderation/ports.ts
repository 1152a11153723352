/** What the moderation module needs from the rest of the hub. Wired in `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { ReportTarget } from '@draftroom/drizzle/enums';
import type { Limits } from '../../contract/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Content, Notices, Safety } from '../../platform/community-ports.ts';
import type { EventStore, Queue, RateLimiter } from '../../platform/ports.ts';
import type { TrustKeeper } from './trust-keeper.ts';

export interface ModerationDeps {
  readonly db: Database;
  readonly events: EventStore;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly rateLimiter: RateLimiter;
  readonly queue: Pick<Queue, 'send'>;
  readonly notices: Notices;
  readonly trust: TrustKeeper;
  readonly safety: Safety;
  /** Whoever owns each kind of thing that can be reported. */
  readonly contents: Readonly<Record<ReportTarget, Content>>;
  /** Where a moderator sees this asset, for an hour or two, whether or not anything still shows it. */
  readonly pictureUrl: (assetId: string, aboutId: string) => string;
  /** After the commit, or when it ends by time: somebody was suspended, or is no more. Open sockets must ask anew what they may do. */
  readonly onRestrictionChanged: (userId: string) => void;
}
