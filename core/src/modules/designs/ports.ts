/** What the designs module needs from the rest of the hub, and what it offers to it. Wired in `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { ContentStanding, DesignVisibility, DocumentKind, ReleaseFileKind } from '@draftroom/drizzle/enums';
import type { DrawingPreview } from '../../contract/drawing-work.ts';
import type { Licence } from '../../contract/licences.ts';
import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type { Content, Trust, Work } from '../../platform/community-ports.ts';
import type { DesignCard, FileFacts } from './schema.ts';

/** A file that was looked at: what it is by its bytes, cleaned, with what was found out about it. */
export interface CheckedFile {
  readonly path: string;
  readonly kind: ReleaseFileKind;
  readonly assetId: string;
  readonly mediaType: string;
  readonly size: number;
  readonly facts: FileFacts;
}

/** The part of the uploads module that publishing needs. */
export interface UploadsPort {
  /** The files of these uploads, for good; throws unless each is this person's and ready. A zip of code is many files. */
  take(tx: Database, userId: string, uploadIds: readonly string[]): Promise<readonly CheckedFile[]>;
  /** The same look at files of a room, together, since models name what lies beside them. */
  checkFiles(
    files: readonly { path: string; size: number; read(signal: AbortSignal): Promise<Uint8Array | null> }[],
    signal: AbortSignal,
  ): Promise<{
    readonly files: readonly CheckedFile[];
    /** What cannot be published, and why. */
    readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  }>;
  /** What a picture that the hub has already looks like, with smaller sizes of it. */
  makeSizes(assetId: string): Promise<Partial<FileFacts>>;
}

/** One thing of a room as it is when it is opened. */
export type RoomEntry =
  | {
      readonly type: 'document';
      readonly id: string;
      readonly kind: DocumentKind;
      readonly path: string;
      /** Whole and in one state; a drawing has its pictures in it. */
      read(): Promise<{ text: string; seq: number; elements: Readonly<Record<string, number>> | null }>;
    }
  | {
      readonly type: 'file';
      readonly path: string;
      readonly assetId: string;
      readonly mediaType: string;
      readonly size: number;
    };

/** The part of rooms and documents that publishing and remixing need. */
export interface RoomWorksPort {
  /**
   * For editors and owners. Everything in the room, or these documents with the pictures that they show; throws
   * `not_found` for a document that is not in it.
   */
  entries(actor: SignedInActor, roomId: string, documentIds?: readonly string[]): Promise<readonly RoomEntry[]>;
  /** The one room that all of these documents are in; throws for what this person may not publish. */
  roomOf(actor: SignedInActor, documentIds: readonly string[]): Promise<string>;
  /** An asset that this person may see somewhere. */
  asset(actor: SignedInActor, assetId: string): Promise<{ mediaType: string; size: number }>;
  /** A private room of this person's own. */
  createRoom(actor: SignedInActor, name: string): Promise<{ id: string; code: string }>;
  /** A drawing in a file as a document would hold it, with the pictures in it; throws `bad_drawing`. */
  readDrawing(file: { path: string; text: string }): {
    readonly update: Uint8Array;
    readonly pictures: ReadonlyMap<string, Uint8Array>;
  };
  removeRoom(actor: SignedInActor, roomId: string): Promise<void>;
  /** A file of a release: a text or a drawing as a document, anything else as the asset that it is. */
  addFile(actor: SignedInActor, file: { roomId: string; path: string; assetId: string; size: number }): Promise<void>;
}

/** Paints drawings away from the event loop. Rejects with `bad_drawing` when the same drawing would be refused again. */
export interface DrawingPainter {
  preview(
    updates: readonly Uint8Array[],
    pictures: (assetId: string) => Promise<Uint8Array | null>,
    signal: AbortSignal,
  ): Promise<DrawingPreview>;
}

/** The part of feedback that publishing needs. */
export interface RubricsPort {
  /** Whether this person may ask for critiques by this rubric. */
  usable(userId: string, rubricId: string): Promise<boolean>;
}

/** `react` is also what saving into a collection asks. */
export type DesignAction = 'read' | 'edit' | 'comment' | 'react' | 'remix' | 'resolve';

/** A design as far as the policy has let somebody have it. */
export interface ReadDesign {
  readonly id: string;
  readonly authorId: string | null;
  readonly title: string;
  readonly visibility: DesignVisibility;
  readonly standing: ContentStanding;
  /** Strangers find it. */
  readonly listed: boolean;
  readonly licence: Licence;
  readonly rubricId: string | null;
  /** The newest. */
  readonly release: { readonly id: string; readonly seq: number };
}

/** Under its lock, to the end of the transaction: one thing happens to it at a time. */
export interface HeldDesign extends ReadDesign {
  /** Adds to its counts. */
  adjust(change: { comments?: number; critiques?: number }): Promise<void>;
  /** What a critique adds to its place in the hot order; `on: false` takes it back. */
  weigh(kind: 'critique', by: { userId: string; trust: Trust; on: boolean }): Promise<void>;
}

export interface FrozenRelease {
  readonly id: string;
  readonly designId: string;
  readonly seq: number;
  readonly licence: Licence;
  readonly files: readonly (CheckedFile & { readonly documentId: string | null })[];
}

/** What other modules may ask of designs. */
export interface DesignsPort {
  /** Throws the policy's error; what is not this person's to see is as unknown as what never was. */
  authorise(actor: Actor, designId: string, action: DesignAction): Promise<ReadDesign>;
  /**
   * Inside a transaction; `authorise` comes first, outside of it, and has asked whether the author and this person see
   * each other.
   */
  hold(
    tx: Database,
    actor: SignedInActor,
    designId: string,
    action: Exclude<DesignAction, 'read'>,
  ): Promise<HeldDesign>;
  /**
   * Its lock alone, for what nobody's rights to the design can forbid: taking back one's own words, a moderator's
   * decision. Null when there is no such design.
   */
  lock(tx: Database, designId: string): Promise<HeldDesign | null>;
  /** Whether this person may read it, as the transaction sees it. */
  readable(tx: Database, userId: string, designId: string): Promise<boolean>;
  /** Null when the design has no such release. Whether somebody may read it was asked before. */
  release(designId: string, release: { id: string } | { seq: number }): Promise<FrozenRelease | null>;
  /** In the order of the ids, without those that this person may not see in a list. */
  cards(viewerId: string | null, designIds: readonly string[]): Promise<DesignCard[]>;
  /** Whether somebody follows this author, and how many do. */
  followers(authorId: string, viewerId: string | null): Promise<{ following: boolean; followerCount: number }>;
  readonly designContent: Content;
  readonly collectionContent: Content;
  /** An address at which an asset can be read: for good when `open`, else for whoever has it, for an hour or two. */
  assetUrl(asset: { assetId: string; name: string; open: boolean; scope: string }): string;
  /** Tells the pages that are open. */
  emit(work: Work, designId: string, type: string, payload: unknown): void;
}
