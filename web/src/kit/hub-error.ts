/** What a screen needs to know of a failed call: the sentence in the person's language, and what may be done. */
import type { ErrorCode } from '@draftroom/core/contract/errors';
import { errorText, t } from './messages/language.ts';

export interface ShownError {
  /** `unreachable`: no answer came at all. */
  readonly code: ErrorCode | 'unreachable';
  readonly text: string;
  readonly retryable: boolean;
  /** For `invalid_input`: messages by input field. */
  readonly fields: Readonly<Record<string, string>>;
}

interface HubBody {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details?: Readonly<Record<string, unknown>>;
}

export function shownError(error: unknown): ShownError {
  const body = hubBody(error);
  if (body === null) {
    return { code: 'unreachable', text: t('error.unreachable'), retryable: true, fields: {} };
  }
  return {
    code: body.code,
    text: errorText(body.code, body.details) ?? body.message,
    retryable: body.retryable,
    fields: body.code === 'invalid_input' ? textsOf(body.details ?? {}) : {},
  };
}

/** The catalogue's body, from a tRPC error (`data.hub`), a REST body, or the client zone's own error. */
function hubBody(error: unknown): HubBody | null {
  if (typeof error !== 'object' || error === null) return null;
  const data = 'data' in error && typeof error.data === 'object' && error.data !== null ? error.data : null;
  if (data !== null && 'hub' in data) return hubBody(data.hub);
  if (!('code' in error) || typeof error.code !== 'string' || error.code === 'unreachable') return null;
  if (!('message' in error) || typeof error.message !== 'string' || !('retryable' in error)) return null;
  return error as unknown as HubBody;
}

export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): boolean {
  const body = hubBody(error);
  return body !== null && codes.includes(body.code);
}

function textsOf(details: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(details).map(([field, text]) => [field, String(text)]));
}
