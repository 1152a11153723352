import { comments } from '@draftroom/drizzle/schema/comments';
import { and, eq, isNull, notInArray, or, type SQL } from 'drizzle-orm';

/** Whose eyes look at the comments of a design. */
export interface Eyes {
  /** Null when signed out. */
  readonly userId: string | null;
  /** Sees everything, for it is theirs to judge. */
  readonly moderates: boolean;
  /** Whose words this person does not want to see, or must not. */
  readonly averse: readonly string[];
}

/** Held and hidden words are for their writer and moderators. */
export function visibleTo({ userId, moderates, averse }: Eyes): SQL | undefined {
  if (moderates) return undefined;
  return and(
    userId === null
      ? eq(comments.standing, 'visible')
      : or(eq(comments.standing, 'visible'), eq(comments.userId, userId)),
    averse.length === 0 ? undefined : or(isNull(comments.userId), notInArray(comments.userId, [...averse])),
  );
}
