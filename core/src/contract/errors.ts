/**
 * The one catalogue of errors. Every refusal that can reach a person or another program is named here,
 * with what each edge (tRPC, REST, WebSocket close) makes of it.
 */

type TrpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'TOO_MANY_REQUESTS'
  | 'PRECONDITION_FAILED'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

interface ErrorFacts {
  readonly trpc: TrpcCode;
  readonly http: number;
  /** WebSocket close code, where the error can end a socket or a channel. */
  readonly close?: number;
  /** Whether the same call may succeed later without being changed. */
  readonly retryable: boolean;
  /** What happened and what to do, for the person who sees it. `{name}` is filled from the details. */
  readonly message: string;
}

const bad = (message: string): ErrorFacts => ({ trpc: 'BAD_REQUEST', http: 400, retryable: false, message });
const forbidden = (message: string): ErrorFacts => ({
  trpc: 'FORBIDDEN',
  http: 403,
  close: 4403,
  retryable: false,
  message,
});
const missing = (message: string): ErrorFacts => ({
  trpc: 'NOT_FOUND',
  http: 404,
  close: 4404,
  retryable: false,
  message,
});
const conflict = (message: string): ErrorFacts => ({ trpc: 'CONFLICT', http: 409, retryable: false, message });
const large = (message: string): ErrorFacts => ({
  trpc: 'PAYLOAD_TOO_LARGE',
  http: 413,
  close: 4413,
  retryable: false,
  message,
});
const often = (message: string): ErrorFacts => ({
  trpc: 'TOO_MANY_REQUESTS',
  http: 429,
  close: 4529,
  retryable: true,
  message,
});

export const errorCatalogue = {
  invalid_input: bad('Some of what was sent cannot be used. Check the marked fields and try again.'),
  malformed: { ...bad('The data sent is not well formed, so nothing was changed.'), close: 4400 },
  not_signed_in: { trpc: 'UNAUTHORIZED', http: 401, close: 4401, retryable: false, message: 'Sign in to go on.' },
  wrong_credentials: {
    trpc: 'UNAUTHORIZED',
    http: 401,
    retryable: false,
    message: 'E-mail and password do not match. Check both, or reset your password.',
  },
  locked: often('Too many wrong passwords. Wait 15 minutes, or reset your password.'),
  not_allowed: forbidden('Your role does not allow this. Ask an owner of the room.'),
  read_only: { ...forbidden('You can read here but not write. Ask an owner for the editor role.') },
  removed: { ...forbidden('You were removed from this room.'), close: 4410 },
  wrong_room_password: forbidden('That is not the password of this room. Ask whoever sent you the code.'),
  room_password_needed: forbidden('This room has a password. Ask whoever sent you the code.'),
  not_yours: forbidden('Only whoever wrote this, or is responsible for it, can change it.'),
  blocked: forbidden('One of you has blocked the other, so you cannot write to each other here.'),
  own_work: forbidden('This is your own. Leave it to others to judge it.'),
  not_found: missing('Nothing is here, or it is private. Check the address, or ask whoever sent it.'),
  email_taken: conflict('There is an account with this e-mail. Sign in, or reset the password.'),
  path_taken: conflict('There is already something at {path}. Choose another name.'),
  already_member: conflict('This person is already in the room.'),
  last_owner: conflict('A room needs an owner. Hand it over first.'),
  archived: conflict('This room is archived. An owner can bring it back.'),
  critique_given: conflict('You have given a critique of this release already. Change that one.'),
  already_done: conflict('This was already decided.'),
  pin_needed: bad('A score has to point at something. Choose a place for “{criterion}”.'),
  bad_scores: bad('Score each criterion of the rubric exactly once.'),
  suspended: forbidden(
    'Your account is suspended: you can read, but not write or publish. The statement says why, until when, and how to appeal.',
  ),
  moderators_only: forbidden('This is for the moderators of the hub.'),
  own_case: forbidden('Nobody decides about themselves. Leave this to another moderator.'),
  higher_role: forbidden('This concerns somebody of a higher role than yours. Leave it to an admin.'),
  own_decision: forbidden('You made the decision that this appeal is against. Somebody else has to look at it.'),
  admins_only: forbidden('Only an admin can do this. Choose an end within a year, or ask one.'),
  already_reported: conflict('You have reported this already. A moderator will look at it.'),
  already_appealed: conflict('There was an appeal against this already. Each decision can be appealed once.'),
  claimed: conflict('{name} is looking at this already. Wait until it is released.'),
  bad_path: bad('{path} cannot be a path here: {reason}.'),
  bad_archive: bad('This zip cannot be read: {reason}.'),
  bad_drawing: bad('This drawing cannot be read: {reason}.'),
  bad_picture: bad('This picture cannot be used: {reason}.'),
  bad_model: bad('This model cannot be read: {reason}.'),
  file_kind_unknown: bad(
    '{name} is nothing that can be published here. Upload pictures (PNG, JPEG, WebP, GIF, AVIF, SVG), models (GLB, or glTF in a zip with its files), Excalidraw drawings, code and texts in UTF-8, or a zip of these.',
  ),
  empty_file: bad('This file is empty.'),
  upload_not_ready: conflict('{name} is not ready: it is still on its way, being checked, or was refused.'),
  upload_differs: conflict('Other bytes of this file are here already. Upload the file anew.'),
  bad_cursor: bad('This place in the list is not known. Load the list from its start.'),
  bad_token: bad('This link or code is not valid any more. Ask for a new one.'),
  redirect_refused: forbidden(
    'This hub signs in no program at that address. Update the program; a browser extension has to be named in the setting BROWSER_EXTENSION_IDS of the hub.',
  ),
  nothing_new: conflict('This release would say the same as the newest one. Change something first.'),
  nothing_to_publish: bad('There is nothing in it yet. Choose documents or files.'),
  own_design: forbidden('This is your own design.'),
  unlisted_design: conflict(
    'This design is unlisted: it is for whoever has its address, and collections show only what everybody can find. Save it to come back to it.',
  ),
  not_remixable: forbidden('The licence of this design allows no remixes. Ask its author.'),
  licence_conflict: conflict(
    'What this was made from stands under {parent}, which allows no {child}. Choose another licence.',
  ),
  too_large: large('This is larger than allowed ({limit}).'),
  too_many: {
    trpc: 'CONFLICT',
    http: 409,
    retryable: false,
    message: 'The limit of {limit} is reached. Remove something first.',
  },
  too_fast: often('That was too often. Wait {seconds} seconds and try again.'),
  too_slow: {
    trpc: 'SERVICE_UNAVAILABLE',
    http: 503,
    close: 4508,
    retryable: true,
    message: 'The connection could not keep up and starts anew.',
  },
  too_many_connections: often('Too many windows are open with this account. Close one and try again.'),
  owner_moved: {
    trpc: 'SERVICE_UNAVAILABLE',
    http: 503,
    close: 4509,
    retryable: true,
    message: 'The document moved to another server. Connecting again.',
  },
  shutting_down: {
    trpc: 'SERVICE_UNAVAILABLE',
    http: 503,
    close: 4503,
    retryable: true,
    message: 'The hub is restarting. Your work is kept; it goes on in a moment.',
  },
  storage_failing: {
    trpc: 'SERVICE_UNAVAILABLE',
    http: 503,
    close: 4503,
    retryable: true,
    message: 'The hub cannot write to its disk right now. Your changes are kept here until it can.',
  },
  out_of_order: {
    trpc: 'CONFLICT',
    http: 409,
    retryable: true,
    message: 'Something that this change builds on has not arrived yet. Trying again.',
  },
  not_configured: {
    trpc: 'PRECONDITION_FAILED',
    http: 400,
    retryable: false,
    message: 'This is not set up on this hub.',
  },
  provider_failed: bad('Signing in with {provider} did not work. Try again, or use your password.'),
  provider_email_unverified: bad('{provider} has not confirmed your e-mail address. Confirm it there, then try again.'),
  account_unverified: conflict(
    'There is an account with this e-mail, but the address was never confirmed. Sign in with the password and confirm it, or reset the password; then {provider} works too.',
  ),
  fresh_sign_in_needed: forbidden(
    'Sign out, sign in again and repeat this within ten minutes, so that we know it is you.',
  ),
  wrong_password: bad('That is not your current password. Check it and try again.'),
  invite_for_other: forbidden(
    'This invitation is for another e-mail address, or yours is not confirmed yet. Sign in with that address, or confirm it.',
  ),
  wrong_host: {
    trpc: 'FORBIDDEN',
    http: 421,
    close: 4403,
    retryable: false,
    message:
      'This hub does not answer to this name. Open it at its own address; whoever runs it sets that with PUBLIC_URL.',
  },
  internal: {
    trpc: 'INTERNAL_SERVER_ERROR',
    http: 500,
    retryable: true,
    message: 'Something went wrong on the hub. Nothing you had saved is lost; try again.',
  },
} as const satisfies Record<string, ErrorFacts>;

export type ErrorCode = keyof typeof errorCatalogue;
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a client receives: the REST body and, as `data.hub`, the tRPC error data. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  retryable: boolean;
  details?: ErrorDetails;
}

export function errorFacts(code: ErrorCode): ErrorFacts {
  return errorCatalogue[code];
}

export function errorMessage(code: ErrorCode, details: ErrorDetails = {}): string {
  return errorCatalogue[code].message.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** The only error a service throws on purpose. Edges translate it; anything else becomes `internal`. */
export class HubError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;

  constructor(code: ErrorCode, details?: ErrorDetails, options?: { cause?: unknown }) {
    super(errorMessage(code, details), options);
    this.name = 'HubError';
    this.code = code;
    this.details = details;
  }

  toBody(): ErrorBody {
    return {
      code: this.code,
      message: this.message,
      retryable: errorFacts(this.code).retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }
}

export function isHubError(error: unknown, code?: ErrorCode): error is HubError {
  return error instanceof HubError && (code === undefined || error.code === code);
}
