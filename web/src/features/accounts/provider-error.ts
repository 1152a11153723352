import { type ErrorCode, errorCatalogue, errorMessage } from '@draftroom/core/contract/errors';

/** After a failed sign-in with a provider the address names only the error's code. */
export function providerErrorText(code: string, provider: string): string {
  const known = Object.hasOwn(errorCatalogue, code) ? (code as ErrorCode) : 'provider_failed';
  return errorMessage(known, { provider });
}
