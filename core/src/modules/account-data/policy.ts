import { HubError } from '../../contract/errors.ts';

declare const authorised: unique symbol;
/** Only this file makes these. */
export type Authorised<Action extends string, Thing> = Thing & { readonly [authorised]: Action };

export interface ExportFacts {
  readonly userId: string;
  readonly state: string;
  readonly expiresAt: Date;
}

/** Somebody else’s, one that is not ready and one that is over are all as unknown as one that never was. */
export function authoriseDownload<Export extends ExportFacts>(
  userId: string | null,
  found: Export | undefined,
  now: number,
): Authorised<'download', Export> {
  const mine = found !== undefined && found.userId === userId;
  if (!mine || found.state !== 'ready' || found.expiresAt.getTime() <= now) throw new HubError('not_found');
  return found as Authorised<'download', Export>;
}
