import { appRouter } from '../router.ts'; export const y = appRouter;
