import type { ClientErrorCode } from './hub-client-error.ts';

/** Work that the hub refused, kept on this machine until the person has copied or discarded it. */
export interface Draft {
  id: string;
  roomId: string;
  documentId: string;
  code: ClientErrorCode;
  message: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What the hub has; null while it is not known, or may not be read any more. */
  before: string | null;
  /** The text with the refused changes. */
  refused: string;
  /** The whole refused document as one Yjs update, for kinds that are not text. */
  state: Uint8Array;
}
