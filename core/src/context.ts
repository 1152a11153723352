import type { SessionClient } from '@draftroom/drizzle/enums';
import type { Limits } from './contract/limits.ts';
import type { AccountDataService } from './modules/account-data/service.ts';
import type { AccountsService } from './modules/accounts/service.ts';
import type { CommentsService } from './modules/comments/service.ts';
import type { CritiquesService } from './modules/critiques/service.ts';
import type { DesignsService } from './modules/designs/service.ts';
import type { DiscoveryService } from './modules/discovery/service.ts';
import type { DocumentsService } from './modules/documents/service.ts';
import type { ModerationService } from './modules/moderation/service.ts';
import type { Suspensions } from './modules/moderation/suspensions.ts';
import type { NotificationsService } from './modules/notifications/service.ts';
import type { ProfilesService } from './modules/profiles/service.ts';
import type { RoomsService } from './modules/rooms/service.ts';
import type { UploadsService } from './modules/uploads/service.ts';
import type { Actor } from './platform/actor.ts';
import type { EventStore, RateLimiter } from './platform/ports.ts';

/** The use cases that procedures may call. Composed in `hub.ts`. */
export interface Services {
  readonly accounts: AccountsService;
  readonly rooms: RoomsService;
  readonly documents: DocumentsService;
  readonly comments: CommentsService;
  readonly moderation: ModerationService;
  readonly suspensions: Suspensions;
  readonly critiques: CritiquesService;
  readonly designs: DesignsService;
  readonly discovery: DiscoveryService;
  readonly notifications: NotificationsService;
  readonly profiles: ProfilesService;
  readonly accountData: AccountDataService;
  readonly uploads: UploadsService;
}

/** Where a call comes from, and how it can answer with a cookie. */
export interface Origin {
  /** The client's address as far as `TRUST_PROXY` vouches for it. */
  readonly address: string;
  readonly userAgent: string;
  readonly client: SessionClient;
  /** Sets the session cookie, or clears it with null. Does nothing on a WebSocket. */
  setSessionCookie(token: string | null): void;
}

export interface RequestContext {
  readonly actor: Actor;
  readonly origin: Origin;
  readonly services: Services;
  readonly events: EventStore;
  readonly rateLimiter: RateLimiter;
  readonly limits: Limits;
  /** Of the socket, where there is one. */
  readonly subscriptions?: { open: number };
}
