/** Puts the modules of what people publish and say about it together: the other half of `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { Services } from './context.ts';
import { HubError } from './contract/errors.ts';
import { createThreadSubjects } from './modules/comments/repo/subject-repo.ts';
import { createCritiqueSubjects } from './modules/critiques/repo/subject-repo.ts';
import { createAssetLinks } from './modules/designs/asset-links.ts';
import type { RoomWorksPort, UploadsPort } from './modules/designs/ports.ts';
import { createCollectionSubjects, createDesignSubjects } from './modules/designs/repo/subject-repo.ts';
import { createDesignsService } from './modules/designs/service.ts';
import { createDiscoveryService } from './modules/discovery/service.ts';
import { type Aversions, createAversions } from './modules/moderation/aversions.ts';
import { createUserContent } from './modules/moderation/content/user-content.ts';
import { createSafety } from './modules/moderation/safety.ts';
import { createModerationService } from './modules/moderation/service.ts';
import { createSuspensions, type Suspensions } from './modules/moderation/suspensions.ts';
import { createTrust, type TrustKeeper } from './modules/moderation/trust-keeper.ts';
import type { SubjectPorts } from './modules/notifications/ports.ts';
import { createNotices, createNotificationsService } from './modules/notifications/service.ts';
import { createRoomSubjects } from './modules/rooms/repo/subject-repo.ts';
import type { RoomsService } from './modules/rooms/service.ts';
import { createUploadsService } from './modules/uploads/service.ts';
import type { HubParts } from './modules.ts';
import type { Content, Notices, Safety, Subjects } from './platform/community-ports.ts';
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

export function createCommunity(
  parts: HubParts,
  {
    aversions,
    trust,
    safety,
    notices,
    assets,
    works,
    rooms,
  }: CommunityBase & { readonly assets: AssetStore; readonly works: RoomWorksPort; readonly rooms: RoomsService },
): Pick<Services, 'designs' | 'discovery' | 'moderation' | 'notifications' | 'uploads'> {
  const { db } = parts.database;
  const notifications = createNotificationsService({
    ...parts,
    db,
    aversions,
    subjects: createSubjectPorts(db),
    linkKey: parts.ticketKey,
  });
  const uploads = createUploadsService({ ...parts, db, assets, safety, work: parts.fileWork });
  const designs = createDesignsService({
    ...parts,
    db,
    assets,
    links: createAssetLinks({ key: parts.ticketKey, clock: parts.clock }),
    safety,
    notices,
    statements: { standing: (type, id) => safety.statementOf(type, id) },
    uploads: createUploadsPort(parts, uploads.port),
    // STAND-IN: feedback
    rubrics: { usable: async () => false },
    rooms: works,
  });
  const discovery = createDiscoveryService({
    ...parts,
    db,
    cursors: createCursors(parts.ticketKey),
    designs: designs.port,
    safety: aversions,
  });
  const moderation = createModerationService({
    ...parts,
    db,
    notices,
    trust,
    safety,
    contents: {
      design: designs.port.designContent,
      comment: noContent,
      critique: noContent,
      collection: designs.port.collectionContent,
      user: createUserContent(),
      message: rooms.messageContent,
    },
    onRestrictionChanged: (userId) => {
      rooms.port.personChanged(userId).catch((error: unknown) => {
        parts.logger.error({ err: error }, 'open sockets could not be told of a restriction');
      });
    },
  });
  return { designs, discovery, moderation, notifications, uploads };
}

// STAND-IN: feedback
const noContent: Content = {
  look: async () => null,
  setStanding: async () => undefined,
  remove: async () => undefined,
};

/** What the hub has already is looked at as an upload of the same bytes is. */
function createUploadsPort({ blobs }: HubParts, uploads: ReturnType<typeof createUploadsService>['port']): UploadsPort {
  return {
    take: uploads.take,
    async check({ path, assetId, size }) {
      const { signal } = new AbortController();
      const { files, skipped } = await uploads.checkFiles([{ path, size, read: () => blobs.get(assetId) }], signal);
      const [file] = files;
      if (file === undefined) throw new HubError('file_kind_unknown', { name: skipped[0]?.path ?? path });
      return file;
    },
  };
}

/** Who says for notifications what a person may still see. */
function createSubjectPorts(db: Database): SubjectPorts {
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
