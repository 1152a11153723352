/** What the critiques module needs from designs and comments, and what it offers to designs. Wired in `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { ReleaseFileKind } from '@draftroom/drizzle/enums';
import type { DesignAnchor } from '../../contract/design-anchor.ts';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type { Trust, Work } from '../../platform/community-ports.ts';

/** A design that this person may read. */
export interface ReadDesign {
  readonly id: string;
  readonly authorId: string | null;
  readonly title: string;
  readonly rubricId: string | null;
  /** The newest. */
  readonly release: { readonly id: string; readonly seq: number };
}

/** A design under its lock, to the end of the transaction. */
export interface HeldDesign extends ReadDesign {
  /** Adds to its counts. */
  adjust(change: { comments?: number; critiques?: number }): Promise<void>;
  /** What a critique adds to its place in the hot order, by the trust of whom it comes from; `on: false` takes it back. */
  weigh(kind: 'critique', by: { userId: string; trust: Trust; on: boolean }): Promise<void>;
}

export interface FrozenRelease {
  readonly id: string;
  readonly seq: number;
  readonly files: readonly { readonly path: string; readonly kind: ReleaseFileKind; readonly assetId: string }[];
}

export interface DesignsPort {
  /** Throws the policy's error; what is not this person's to see is as unknown as what never was. */
  authorise(actor: Actor, designId: string, action: 'read' | 'comment'): Promise<ReadDesign>;
  hold(tx: Database, actor: SignedInActor, designId: string, action: 'comment'): Promise<HeldDesign>;
  /** Its lock alone; null when there is no such design. */
  lock(tx: Database, designId: string): Promise<HeldDesign | null>;
  release(designId: string, release: { id: string } | { seq: number }): Promise<FrozenRelease | null>;
  /** Whether this person may read it, as the transaction sees it. */
  readable(tx: Database, userId: string, designId: string): Promise<boolean>;
}

/** A thread that a score cites. */
export interface Pinned {
  readonly threadId: string;
  readonly anchor: DesignAnchor;
  readonly words: string;
  /** Removed since, or nothing of it is this person's to read: only its place is left. */
  readonly gone: boolean;
}

/** A place that was looked at. */
export interface ReadyPin {
  readonly releaseId: string;
  readonly anchor: DesignAnchor;
  readonly text: string;
  readonly mentions: string[];
}

export interface PinsPort {
  /** Before the transaction; throws for places that this release does not have. */
  prepare(
    actor: SignedInActor,
    release: FrozenRelease,
    pin: { readonly anchor: DesignAnchor; readonly text: string },
  ): Promise<ReadyPin>;
  /** Begins the thread inside the critique's transaction; the answer is its id. */
  begin(work: Work, design: HeldDesign, actor: SignedInActor, pin: ReadyPin): Promise<string>;
  /** Those of these threads that point somewhere in this design, also the ones that are gone. */
  among(actor: Actor, designId: string, threadIds: readonly string[]): Promise<readonly Pinned[]>;
}

/** What the designs module asks. */
export interface RubricsPort {
  /** Whether this person may ask for critiques by this rubric. */
  usable(userId: string, rubricId: string): Promise<boolean>;
}
