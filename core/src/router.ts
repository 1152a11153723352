import { accountsRouter } from './modules/accounts/router.ts';
import { commentsRouter } from './modules/comments/router.ts';
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
import { roomsRouter } from './modules/rooms/router.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  accounts: accountsRouter,
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
  events: eventsRouter,
});

export type AppRouter = typeof appRouter;
