/** The use cases of designs and collections. */

import type { Queue } from '../../platform/ports.ts';
import { registerDesignJobs } from './jobs.ts';
import type { DrawingPainter } from './ports.ts';
import { purgeDesigns } from './purge.ts';
import { createAssetReads } from './service/assets.ts';
import { createChanges } from './service/change.ts';
import { createCollectionItems } from './service/collection-items.ts';
import { createCollectionChanges, createCollectionReads } from './service/collections.ts';
import { createDesignsCore, type DesignsDeps } from './service/deps.ts';
import { createDesignEvents } from './service/events.ts';
import { createLists } from './service/lists.ts';
import { createDesignsPort } from './service/port.ts';
import { createPublishing } from './service/publish.ts';
import { createReactionUseCases } from './service/react.ts';
import { createDesignReads } from './service/read-designs.ts';
import { createRemixing } from './service/remix.ts';
import { createShares } from './service/share.ts';

export type DesignsService = ReturnType<typeof createDesignsService>;

export function createDesignsService(deps: DesignsDeps) {
  const core = createDesignsCore(deps);
  return {
    ...createDesignReads(core),
    ...createPublishing(core),
    ...createChanges(core),
    ...createReactionUseCases(core),
    ...createRemixing(core),
    ...createLists(core),
    ...createDesignEvents(core),
    collections: {
      ...createCollectionReads(core),
      ...createCollectionChanges(core),
      ...createCollectionItems(core),
    },
    assets: createAssetReads(core),
    shares: createShares(core, deps.publicUrl),
    registerJobs: (queue: Pick<Queue, 'work'>, drawings: DrawingPainter | null) =>
      registerDesignJobs(queue, core, drawings),
    purge: (signal: AbortSignal) => purgeDesigns(core, signal),
    /** For other modules. */
    port: createDesignsPort(core),
  };
}
