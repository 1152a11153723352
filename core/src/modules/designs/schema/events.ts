/** What `designs.events` delivers about the design itself. Runs anywhere. */
import { z } from 'zod';
import { idPattern } from '../../../contract/ids.ts';

const idSchema = z.string().regex(idPattern);
/** Who did it; null for the hub itself. */
const by = idSchema.nullable();

/**
 * Payloads by type. None of them carries words or addresses: what somebody may read of a design is for `designs.get` to
 * decide, and kept events outlast a change of that.
 */
export const designEventSchemas = {
  /** Title, words, tags, picture or visibility: load it anew. */
  'design.changed': z.object({ by }),
  'release.added': z.object({ seq: z.number().int(), by }),
  'design.removed': z.object({ by }),
  'design.restored': z.object({ by }),
  'reactions.changed': z.object({
    likeCount: z.number().int(),
    saveCount: z.number().int(),
    remixCount: z.number().int(),
  }),
  /** A moderator's action, or its end: load it anew. */
  'standing.changed': z.object({ by }),
} as const;

export type DesignEventType = keyof typeof designEventSchemas;
export type DesignEventPayload<Type extends DesignEventType> = z.infer<(typeof designEventSchemas)[Type]>;
