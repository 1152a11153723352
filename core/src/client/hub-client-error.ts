import { closeCodes } from '../contract/close-codes.ts';
import {
  type ErrorBody,
  type ErrorCode,
  type ErrorDetails,
  errorCatalogue,
  errorFacts,
  errorMessage,
} from '../contract/errors.ts';

/** `unreachable`: no answer came at all. */
export type ClientErrorCode = ErrorCode | 'unreachable';

const unreachableMessage = 'The hub cannot be reached. Check your connection; it is tried again.';

/** What every call of the client rejects with. */
export class HubClientError extends Error {
  readonly code: ClientErrorCode;
  readonly retryable: boolean;
  readonly details: ErrorDetails | undefined;

  constructor(
    body: { code: ClientErrorCode; message?: string; retryable?: boolean; details?: ErrorDetails },
    cause?: unknown,
  ) {
    super(body.message ?? messageOf(body.code, body.details), { cause });
    this.name = 'HubClientError';
    this.code = body.code;
    this.retryable = body.retryable ?? (body.code === 'unreachable' || errorFacts(body.code).retryable);
    this.details = body.details;
  }
}

export function messageOf(code: ClientErrorCode, details?: ErrorDetails): string {
  return code === 'unreachable' ? unreachableMessage : errorMessage(code, details);
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCatalogue, value);
}

/** Anything thrown by a link, by fetch or by a socket, as the one error that screens know. */
export function toHubClientError(error: unknown): HubClientError {
  if (error instanceof HubClientError) return error;
  const body = errorBodyIn(error);
  if (body !== null) return new HubClientError(body, error);
  const answered = typeof error === 'object' && error !== null && 'data' in error && error.data != null;
  return new HubClientError({ code: answered ? 'internal' : 'unreachable' }, error);
}

/** The catalogue's body in a tRPC error (`data.hub`) or in a REST answer. */
export function errorBodyIn(value: unknown): ErrorBody | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('data' in value && typeof value.data === 'object' && value.data !== null && 'hub' in value.data) {
    return errorBodyIn(value.data.hub);
  }
  if (!('code' in value) || !isErrorCode(value.code)) return null;
  const { code } = value;
  const message = 'message' in value && typeof value.message === 'string' ? value.message : errorMessage(code);
  const retryable =
    'retryable' in value && typeof value.retryable === 'boolean' ? value.retryable : errorFacts(code).retryable;
  const details = 'details' in value && typeof value.details === 'object' ? (value.details as ErrorDetails) : undefined;
  return { code, message, retryable, ...(details === undefined ? {} : { details }) };
}

/** What a socket was closed for: the reason that the hub gave, else what its close code stands for. */
export function codeOfClose(closeCode: number, said: string): ErrorCode {
  if (isErrorCode(said)) return said;
  switch (closeCode) {
    case closeCodes.malformed:
      return 'malformed';
    case closeCodes.notSignedIn:
      return 'not_signed_in';
    case closeCodes.notFound:
      return 'not_found';
    case closeCodes.removed:
      return 'removed';
    case closeCodes.tooLarge:
      return 'too_large';
    case closeCodes.shuttingDown:
      return 'shutting_down';
    case closeCodes.tooSlow:
      return 'too_slow';
    case closeCodes.ownerMoved:
      return 'owner_moved';
    case closeCodes.tooFast:
      return 'too_fast';
    default:
      return 'not_allowed';
  }
}
