/** What the comments module needs from rooms and designs, and what it offers to critiques. Wired in `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { ReleaseFileKind, RoomRole } from '@draftroom/drizzle/enums';
import type { DesignAnchor } from '../../contract/design-anchor.ts';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type { Work } from '../../platform/community-ports.ts';

/** A room under its lock, to the end of the transaction: nobody's role changes, and one thing happens at a time. */
export interface HeldRoom {
  readonly roomId: string;
  readonly name: string;
  readonly role: RoomRole;
  /** Which of these people are in the room. */
  membersAmong(userIds: readonly string[]): Promise<string[]>;
  /** Something in the room changed: it moves up in lists. */
  touch(at: Date): Promise<void>;
}

export interface RoomsPort {
  /** Throws the policy's error. `leave` is what every member may do, also in an archived room. */
  authorise(userId: string | null, roomId: string, action: 'read' | 'comment'): Promise<unknown>;
  /** The same inside a transaction, for members. */
  hold(tx: Database, userId: string, roomId: string, action: 'comment' | 'leave'): Promise<HeldRoom>;
}

/** A design that this person may read. */
export interface ReadDesign {
  readonly id: string;
  readonly authorId: string | null;
  readonly title: string;
  /** The newest. */
  readonly release: { readonly id: string; readonly seq: number };
}

/** A design under its lock, to the end of the transaction. */
export interface HeldDesign extends ReadDesign {
  /** Adds to its counts. */
  adjust(change: { comments?: number; critiques?: number }): Promise<void>;
}

export interface FrozenRelease {
  readonly id: string;
  readonly seq: number;
  readonly files: readonly { readonly path: string; readonly kind: ReleaseFileKind; readonly assetId: string }[];
}

export interface DesignsPort {
  /** Throws the policy's error; what is not this person's to see is as unknown as what never was. */
  authorise(actor: Actor, designId: string, action: 'read' | 'comment'): Promise<ReadDesign>;
  /** The same inside a transaction, under the design's lock. */
  hold(tx: Database, actor: SignedInActor, designId: string, action: 'comment'): Promise<HeldDesign>;
  /**
   * Its lock alone, for what nobody's rights to the design can forbid: taking back one's own words, a moderator's
   * decision. Null when there is no such design.
   */
  lock(tx: Database, designId: string): Promise<HeldDesign | null>;
  release(designId: string, release: { id: string } | { seq: number }): Promise<FrozenRelease | null>;
  /** Whether this person may read it, as the transaction sees it. */
  readable(tx: Database, userId: string, designId: string): Promise<boolean>;
}

/** A thread that a critique cites. */
export interface Pinned {
  readonly threadId: string;
  readonly anchor: DesignAnchor;
  /** Of its first comment; empty when that is not this person's to read. */
  readonly words: string;
  /** Removed since, or nothing of it is this person's to read: only its place is left. */
  readonly gone: boolean;
}

/** A place that was looked at, and whom the words about it name. */
export interface ReadyPin {
  readonly releaseId: string;
  readonly anchor: DesignAnchor;
  readonly text: string;
  readonly mentions: string[];
}

/** What the critiques module asks: the pins that its scores cite are threads. */
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
