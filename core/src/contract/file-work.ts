/** What the thread that checks files is asked, and what it answers. See `thread-work.ts` for the rest of the talk. */
import type { ReleaseFileKind } from '@draftroom/drizzle/enums';
import type { ColourName } from './colours.ts';

/** One file, named for nothing but its ending in messages and telling texts apart. */
export interface FileTask {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Facts that the bytes tell by themselves; what does not apply to the kind is absent. */
export interface FoundFacts {
  readonly width?: number;
  readonly height?: number;
  /** Base64. */
  readonly thumbhash?: string;
  readonly colours?: ColourName[];
  readonly palette?: string[];
  readonly triangles?: number;
  readonly meshes?: number;
  readonly materials?: number;
  readonly animations?: number;
  readonly missing?: string[];
  readonly validation?: {
    readonly errors: number;
    readonly warnings: number;
    readonly messages: { readonly severity: 'error' | 'warning'; readonly code: string; readonly message: string }[];
  };
  readonly elements?: Record<string, number>;
  readonly lines?: number;
}

/** A smaller picture of a file. */
export interface MadeSize {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface FoundFile {
  readonly kind: ReleaseFileKind;
  readonly mediaType: string;
  /** Cleaned: what is stored in place of what came. */
  readonly bytes: Uint8Array;
  readonly facts: FoundFacts;
  /** The narrowest first. */
  readonly sizes: readonly MadeSize[];
  /** Files that it names and that were there, as it names them. */
  readonly references: readonly string[];
}
