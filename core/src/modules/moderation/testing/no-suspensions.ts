import type { Suspensions } from '../suspensions.ts';

/** For suites of modules in which nobody is suspended. */
export const noSuspensions: Suspensions = { isSuspended: async () => false, refuse: async () => undefined };
