import { accountDataRouter } from './modules/account-data/router.ts';
import { accountsRouter } from './modules/accounts/router.ts';
import { commentsRouter } from './modules/comments/router.ts';
import { critiquesRouter, rubricsRouter } from './modules/critiques/router.ts';
import { collectionsRouter } from './modules/designs/router/collections-router.ts';
import { designsRouter } from './modules/designs/router.ts';
import { feedRouter, searchRouter } from './modules/discovery/router.ts';
import { drawingsRouter } from './modules/documents/drawings/router.ts';
import { documentsRouter } from './modules/documents/router.ts';
import { eventsRouter } from './modules/events/router.ts';
import {
  appealsRouter,
  blocksRouter,
  moderationRouter,
  mutesRouter,
  reportsRouter,
  statementsRouter,
} from './modules/moderation/router.ts';
import { notificationsRouter } from './modules/notifications/router.ts';
import { profilesRouter } from './modules/profiles/router.ts';
import { roomsRouter } from './modules/rooms/router.ts';
import { uploadsRouter } from './modules/uploads/router.ts';
import { mergeRouters, router } from './trpc.ts';

export const appRouter = router({
  accounts: mergeRouters(accountsRouter, accountDataRouter),
  rooms: roomsRouter,
  documents: documentsRouter,
  drawings: drawingsRouter,
  comments: commentsRouter,
  reports: reportsRouter,
  moderation: moderationRouter,
  statements: statementsRouter,
  appeals: appealsRouter,
  blocks: blocksRouter,
  mutes: mutesRouter,
  critiques: critiquesRouter,
  rubrics: rubricsRouter,
  feed: feedRouter,
  search: searchRouter,
  designs: designsRouter,
  collections: collectionsRouter,
  uploads: uploadsRouter,
  events: eventsRouter,
  notifications: notificationsRouter,
  profiles: profilesRouter,
});

export type AppRouter = typeof appRouter;
