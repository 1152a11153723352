/** What a person may ask for others like it: what they may open. */
import type { ContentStanding, DesignVisibility } from '@draftroom/drizzle/enums';

interface Asked {
  readonly authorId: string | null;
  readonly visibility: DesignVisibility;
  readonly standing: ContentStanding;
  readonly removedAt: Date | null;
}

export function mayOpen(userId: string | null, design: Asked, averse: readonly string[]): boolean {
  if (design.removedAt !== null) return false;
  if (userId !== null && design.authorId === userId) return true;
  if (design.authorId !== null && averse.includes(design.authorId)) return false;
  return design.visibility !== 'private' && design.standing === 'visible';
}
