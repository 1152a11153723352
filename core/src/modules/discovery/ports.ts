/** What feed and search ask of other modules. */
import type { DesignCard } from '../designs/schema.ts';

export interface CardsPort {
  /**
   * Cards in the order of the ids. Leaves out what this person (null: a stranger) cannot find: whoever asks has chosen
   * by an index, and a design may have gone since.
   */
  cards(viewerId: string | null, ids: readonly string[]): Promise<readonly DesignCard[]>;
}

/** Whom a person does not see. */
export interface AversePort {
  averse(userId: string | null): Promise<ReadonlySet<string>>;
}
