/** Puts the modules of what people publish and say about it together: the other half of `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { Services } from './context.ts';
import { createAccountDataService } from './modules/account-data/service.ts';
import { hashSecret, newSecret } from './modules/accounts/secrets.ts';
import type { AccountsService } from './modules/accounts/service.ts';
import { createThreadSubjects } from './modules/comments/repo/subject-repo.ts';
import { createCommentsService } from './modules/comments/service.ts';
import { createCritiqueSubjects } from './modules/critiques/repo/subject-repo.ts';
import { createCritiquesService } from './modules/critiques/service.ts';
import { createAssetLinks } from './modules/designs/asset-links.ts';
import type { RoomWorksPort } from './modules/designs/ports.ts';
import { rankOf } from './modules/designs/ranking.ts';
import { createCollectionSubjects, createDesignSubjects } from './modules/designs/repo/subject-repo.ts';
import { createDesignsService } from './modules/designs/service.ts';
import { createDiscoveryService } from './modules/discovery/service.ts';
import { type Aversions, createAversions } from './modules/moderation/aversions.ts';
import { createSafety } from './modules/moderation/safety.ts';
import { createModerationService, type ModerationService } from './modules/moderation/service.ts';
import { createSuspensions, type Suspensions } from './modules/moderation/suspensions.ts';
import { createTrust, type TrustKeeper } from './modules/moderation/trust-keeper.ts';
import type { SubjectPorts } from './modules/notifications/ports.ts';
import { createNotices, createNotificationsService } from './modules/notifications/service.ts';
import { createProfilesService } from './modules/profiles/service.ts';
import { createRoomSubjects } from './modules/rooms/repo/subject-repo.ts';
import type { RoomsService } from './modules/rooms/service.ts';
import { createUploadsService } from './modules/uploads/service.ts';
import type { HubParts } from './modules.ts';
import type { Notices, Safety, Subjects } from './platform/community-ports.ts';
import { createCursors } from './platform/cursors.ts';
import type { AssetStore } from './platform/ports.ts';

/** What rooms and documents need of it, before there are any. */
export interface CommunityBase {
  readonly aversions: Aversions;
  readonly suspensions: Suspensions;
  readonly trust: TrustKeeper;
  readonly safety: Safety;
  readonly notices: Notices;
}

export function createCommunityBase(parts: HubParts): CommunityBase {
  const { db } = parts.database;
  const aversions = createAversions(db);
  const notices = createNotices({ ...parts, aversions });
  const trust = createTrust({ ...parts, db });
  const safety = createSafety({ ...parts, db, trust, aversions, notices });
  return { aversions, suspensions: createSuspensions({ ...parts, db }), trust, safety, notices };
}

export interface CommunityParts extends CommunityBase {
  readonly assets: AssetStore;
  readonly works: RoomWorksPort;
  readonly accounts: AccountsService;
  readonly rooms: RoomsService;
}

type CommunityServices = Pick<
  Services,
  | 'accountData'
  | 'comments'
  | 'critiques'
  | 'designs'
  | 'discovery'
  | 'moderation'
  | 'notifications'
  | 'profiles'
  | 'uploads'
>;

export function createCommunity(parts: HubParts, others: CommunityParts): CommunityServices {
  const { aversions, safety, notices, assets, works, accounts, rooms } = others;
  const { db } = parts.database;
  const notifications = createNotificationsService({
    ...parts,
    db,
    aversions,
    subjects: createSubjectPorts(db),
    linkKey: parts.ticketKey,
  });
  const uploads = createUploadsService({ ...parts, db, assets, safety, work: parts.fileWork });
  const cursors = createCursors(parts.ticketKey);
  const designs = createDesignsService({
    ...parts,
    db,
    assets,
    links: createAssetLinks({ key: parts.ticketKey, clock: parts.clock }),
    safety,
    notices,
    uploads: { ...uploads.port, makeSizes: uploads.pictures.makeSizes },
    cursors,
    // Critiques need designs, too: looked up when it is called.
    rubrics: { usable: (userId, rubricId) => critiques.rubricsPort.usable(userId, rubricId) },
    rooms: works,
  });
  const comments = createCommentsService({ ...parts, db, designs: designs.port, safety, notices, rooms: rooms.port });
  const critiques = createCritiquesService({
    ...parts,
    db,
    designs: designs.port,
    pins: comments.pins,
    safety,
    notices,
  });
  const discovery = createDiscoveryService({
    ...parts,
    db,
    cursors,
    designs: designs.port,
    safety: aversions,
  });
  const profiles = createProfilesService({ ...parts, db, safety });
  const accountData = createAccountDataService({
    ...parts,
    db,
    assets,
    accounts,
    rooms: rooms.departures,
    secrets: { newSecret, hashSecret },
    ranking: { rankOf },
  });
  const moderation = createModeration(parts, { ...others, comments, critiques, designs, profiles });
  return { accountData, comments, critiques, designs, discovery, moderation, notifications, profiles, uploads };
}

function createModeration(
  parts: HubParts,
  {
    comments,
    critiques,
    designs,
    profiles,
    rooms,
    notices,
    trust,
    safety,
  }: CommunityParts & Pick<Services, 'comments' | 'critiques' | 'designs' | 'profiles'>,
): ModerationService {
  return createModerationService({
    ...parts,
    db: parts.database.db,
    notices,
    trust,
    safety,
    contents: {
      design: designs.port.designContent,
      comment: comments.content,
      critique: critiques.content,
      collection: designs.port.collectionContent,
      user: profiles.content,
      message: rooms.messageContent,
    },
    pictureUrl: (assetId, aboutId) =>
      designs.port.assetUrl({ assetId, name: 'picture', open: false, scope: `review:${aboutId}` }),
    onRestrictionChanged: (userId) => {
      rooms.port.personChanged(userId).catch((error: unknown) => {
        parts.logger.error({ err: error }, 'open sockets could not be told of a restriction');
      });
    },
  });
}

/** Who says for notifications what a person may still see. */
export function createSubjectPorts(db: Database): SubjectPorts {
  const all: Subjects = { seen: async (_userId, ids) => new Set(ids) };
  const rooms = createRoomSubjects(db);
  const designs = createDesignSubjects(db);
  return {
    room: rooms,
    design: designs,
    collection: createCollectionSubjects(db),
    critique: createCritiqueSubjects(db, designs),
    thread: createThreadSubjects(db, { rooms, designs }),
    user: all,
    action: all,
    appeal: all,
    report: all,
  };
}
