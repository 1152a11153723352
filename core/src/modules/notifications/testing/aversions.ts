import type { Aversions } from '../ports.ts';

/** People who like everybody. */
export const noAversions: Aversions = { averse: async () => new Set(), averseTo: async () => new Set() };
