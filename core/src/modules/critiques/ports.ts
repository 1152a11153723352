/** What the critiques module needs from designs, and what it offers to them. Wired in `community.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type { Trust } from '../../platform/community-ports.ts';
import type * as comments from '../comments/ports.ts';

/** A design that this person may read. */
export interface ReadDesign extends comments.ReadDesign {
  readonly rubricId: string | null;
}

/** A design under its lock, to the end of the transaction. */
export interface HeldDesign extends ReadDesign, comments.HeldDesign {
  /** What a critique adds to its place in the hot order, by the trust of whom it comes from; `on: false` takes it back. */
  weigh(kind: 'critique', by: { userId: string; trust: Trust; on: boolean }): Promise<void>;
}

/** As threads ask for designs, and more is known of them. */
export interface DesignsPort extends comments.DesignsPort {
  authorise(actor: Actor, designId: string, action: 'read' | 'comment'): Promise<ReadDesign>;
  hold(tx: Database, actor: SignedInActor, designId: string, action: 'comment'): Promise<HeldDesign>;
  lock(tx: Database, designId: string): Promise<HeldDesign | null>;
}

/** What the designs module asks. */
export interface RubricsPort {
  /** Whether this person may ask for critiques by this rubric. */
  usable(userId: string, rubricId: string): Promise<boolean>;
}
