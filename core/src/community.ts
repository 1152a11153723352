/** Puts the modules of what people publish and say about it together: the other half of `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { Services } from './context.ts';
import { createThreadSubjects } from './modules/comments/repo/subject-repo.ts';
import { createCritiqueSubjects } from './modules/critiques/repo/subject-repo.ts';
import { createCollectionSubjects, createDesignSubjects } from './modules/designs/repo/subject-repo.ts';
import type { DesignsService } from './modules/designs/service.ts';
import { createDiscoveryService } from './modules/discovery/service.ts';
import type { Aversions, SubjectPorts } from './modules/notifications/ports.ts';
import { createNotices, createNotificationsService } from './modules/notifications/service.ts';
import { createRoomSubjects } from './modules/rooms/repo/subject-repo.ts';
import { createUploadsService } from './modules/uploads/service.ts';
import type { HubParts } from './modules.ts';
import type { Notices, Safety, Subjects } from './platform/community-ports.ts';
import { createCursors } from './platform/cursors.ts';
import type { AssetStore } from './platform/ports.ts';

/** What rooms and documents need of it, before there are any. */
export interface CommunityBase {
  readonly aversions: Aversions;
  readonly safety: Pick<Safety, 'admit'>;
  readonly notices: Notices;
}

export function createCommunityBase(parts: HubParts): CommunityBase {
  // STAND-IN: moderation
  const aversions: Aversions = { averse: async () => new Set(), averseTo: async () => new Set() };
  const safety: Pick<Safety, 'admit'> = { admit: async () => ({ trust: 1, hold: false }) };
  return { aversions, safety, notices: createNotices({ ...parts, aversions }) };
}

export function createCommunity(
  parts: HubParts,
  { aversions, safety, assets }: CommunityBase & { readonly assets: AssetStore },
): Pick<Services, 'designs' | 'discovery' | 'notifications' | 'uploads'> {
  const { db } = parts.database;
  const notifications = createNotificationsService({
    ...parts,
    db,
    aversions,
    subjects: createSubjectPorts(db),
    linkKey: parts.ticketKey,
  });
  const uploads = createUploadsService({ ...parts, db, assets, safety, work: parts.fileWork });
  // STAND-IN: designs
  const designs = {} as DesignsService;
  const discovery = createDiscoveryService({
    ...parts,
    db,
    cursors: createCursors(parts.ticketKey),
    // STAND-IN: designs
    designs: { cards: async () => [] },
    safety: aversions,
  });
  return { designs, discovery, notifications, uploads };
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
