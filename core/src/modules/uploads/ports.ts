/** What uploads need, and what they are for others. Wired in `modules.ts`. */
import type { Database } from '@draftroom/drizzle/client';
import type { ReleaseFileKind } from '@draftroom/drizzle/enums';
import type { FileTask, FoundFile } from '../../contract/file-work.ts';
import type { FileFacts } from '../designs/schema.ts';

/** Looks at files away from the event loop. Who starts a process says which thread does it (ADR 011). */
export interface FileWork {
  /**
   * `beside` gives the bytes of a file that this one names, or null. Rejects with an error of the catalogue when the
   * same bytes would be refused again, else with something worth another try.
   */
  check(task: FileTask, beside: (name: string) => Promise<Uint8Array | null>, signal: AbortSignal): Promise<FoundFile>;
  close(): Promise<void>;
}

/** A file whose bytes were looked at and cleaned, stored as an asset; for the manifest of a release. */
export interface CheckedFile {
  readonly path: string;
  readonly kind: ReleaseFileKind;
  readonly assetId: string;
  readonly mediaType: string;
  readonly size: number;
  readonly facts: FileFacts;
}

/** A file that lies somewhere as it came. */
export interface RawFile {
  readonly path: string;
  readonly size: number;
  /** Null when the bytes are damaged. */
  read(signal: AbortSignal): Promise<Uint8Array | null>;
}

export interface CheckedFiles {
  readonly files: readonly CheckedFile[];
  /** What cannot be published, and why. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

/** What publishing asks of uploads. */
export interface UploadsPort {
  /**
   * Hands these uploads over to whatever this transaction makes of them: they are gone from the person's list when it
   * commits. Throws `not_found` for what is not theirs, `upload_not_ready`, and `path_taken` where two stand at one path.
   */
  take(tx: Database, userId: string, uploadIds: readonly string[]): Promise<readonly CheckedFile[]>;
  /**
   * Files of a room as they may be published: looked at together and cleaned as uploads are. Stored, but no row names
   * them yet; what is not put into a release within a day goes.
   */
  checkFiles(files: readonly RawFile[], signal: AbortSignal): Promise<CheckedFiles>;
}

/** What publishing asks about pictures that the hub made itself. */
export interface PicturesPort {
  /** Makes smaller sizes of it and says what it looks like. Takes a moment: outside of transactions. */
  makeSizes(
    assetId: string,
  ): Promise<Pick<FileFacts, 'width' | 'height' | 'thumbhash' | 'palette' | 'colours' | 'sizes'>>;
}
