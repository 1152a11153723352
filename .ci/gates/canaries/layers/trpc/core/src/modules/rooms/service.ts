import { router } from '../../trpc.ts'; export const y = router;
