/** An upload is its owner's alone: to everybody else it is as unknown as one that never was. */
import { HubError } from '../../contract/errors.ts';

declare const authorised: unique symbol;

/** Only this file makes these; what changes an upload asks for one. */
export type OwnUpload<Upload> = Upload & { readonly [authorised]: 'own' };

export function authoriseOwn<Upload extends { readonly userId: string }>(
  userId: string,
  upload: Upload | undefined,
): OwnUpload<Upload> {
  if (upload === undefined || upload.userId !== userId) throw new HubError('not_found');
  return upload as OwnUpload<Upload>;
}
