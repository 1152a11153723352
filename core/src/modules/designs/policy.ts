/**
 * Who may do what with a design or a collection: the only place that decides it. Pure: everything it needs is passed in,
 * so that callers can ask under the lock that they act under. What comes out is the proof that changing queries ask for.
 */
import type { ContentStanding, DesignVisibility } from '@draftroom/drizzle/enums';
import { type ErrorCode, HubError } from '../../contract/errors.ts';
import { type Licence, licenceConflict, licenceFacts } from '../../contract/licences.ts';
import { type Actor, moderates } from '../../platform/actor.ts';
import type { DesignAction } from './ports.ts';
import type { DesignRights } from './schema.ts';

/** For so long what was removed can be brought back. */
export const restorableFor = 30 * 86_400_000;

export interface Viewer {
  /** Null: signed out. */
  readonly userId: string | null;
  readonly moderator: boolean;
}

export interface DesignFacts {
  readonly authorId: string | null;
  readonly visibility: DesignVisibility;
  readonly standing: ContentStanding;
  readonly licence: Licence;
  readonly removedAt: Date | null;
}

export interface CollectionFacts {
  readonly ownerId: string;
  readonly visibility: DesignVisibility;
  readonly standing: ContentStanding;
  readonly removedAt: Date | null;
}

declare const authorised: unique symbol;

/** Only this file makes these: holding one proves that the policy allowed the action. */
export type Authorised<Action extends string, Thing> = Thing & { readonly [authorised]: Action };

export function viewerOf(actor: Actor): Viewer {
  return { userId: actor.kind === 'user' ? actor.userId : null, moderator: moderates(actor) };
}

/** `blocked`: the author and this person do not see each other. `underReview`: it is before the moderators now. */
export interface Question<Facts extends DesignFacts = DesignFacts> {
  readonly viewer: Viewer;
  readonly design: Facts | undefined;
  readonly blocked: boolean;
  readonly underReview?: boolean;
}

/** Why this person may not do this, or null. */
export function refusal(question: Question, action: DesignAction): ErrorCode | null {
  const { viewer, design } = question;
  if (design === undefined || design.removedAt !== null || !mayRead(question, design)) return 'not_found';
  if (action === 'read') return null;
  if (viewer.userId === null) return 'not_signed_in';
  const own = viewer.userId === design.authorId;
  // Whoever has to decide about it sees it, and leaves no trace in it.
  if (!own && design.visibility === 'private') return 'not_allowed';
  if (action === 'edit' || action === 'resolve') return own ? null : 'not_yours';
  if (action === 'react') return own ? 'own_design' : null;
  if (action === 'remix') return own || licenceFacts(design.licence).remixable ? null : 'not_remixable';
  return null;
}

/** The branded value that mutating code asks for, or the error of the catalogue. */
export function authorise<Action extends DesignAction, Facts extends DesignFacts>(
  question: Question<Facts>,
  action: Action,
): Authorised<Action, Facts> {
  const code = refusal(question, action);
  if (code !== null || question.design === undefined) throw new HubError(code ?? 'not_found');
  return question.design as Authorised<Action, Facts>;
}

export function designRights(question: Question): DesignRights {
  const may = (action: DesignAction) => refusal(question, action) === null;
  return {
    edit: may('edit'),
    comment: may('comment'),
    react: may('react'),
    remix: may('remix') && question.viewer.userId !== null,
    resolve: may('resolve'),
    moderate: question.viewer.moderator,
  };
}

/** For its author alone, and not for ever. */
export function authoriseRestore<Facts extends { removedAt: Date | null; authorId: string | null }>(
  viewer: Viewer,
  design: Facts | undefined,
  now: Date,
): Authorised<'restore', Facts> {
  if (design === undefined || design.authorId !== viewer.userId || !restorable(design.removedAt, now)) {
    throw new HubError('not_found');
  }
  return design as Authorised<'restore', Facts>;
}

function mayRead({ viewer, blocked, underReview = false }: Question, design: DesignFacts): boolean {
  if (viewer.userId !== null && viewer.userId === design.authorId) return true;
  if (design.visibility === 'private') return viewer.moderator && underReview;
  if (viewer.moderator) return true;
  return design.standing === 'visible' && !blocked;
}

export function authoriseCollection<Action extends 'read' | 'edit' | 'restore', Facts extends CollectionFacts>(
  question: { viewer: Viewer; collection: Facts | undefined; blocked: boolean; underReview?: boolean; now: Date },
  action: Action,
): Authorised<Action, Facts> {
  const { viewer, collection, blocked, underReview = false, now } = question;
  if (collection === undefined) throw new HubError('not_found');
  const own = viewer.userId === collection.ownerId;
  const there = action === 'restore' ? own && restorable(collection.removedAt, now) : collection.removedAt === null;
  const readable =
    own ||
    (collection.visibility === 'private'
      ? viewer.moderator && underReview
      : viewer.moderator || (collection.standing === 'visible' && !blocked));
  if (!there || !readable) throw new HubError('not_found');
  if (action !== 'read' && !own) throw new HubError('not_yours');
  return collection as Authorised<Action, Facts>;
}

/** Throws when something made from `parents` may not be published under `licence`. */
export function checkLicences(parents: readonly Licence[], licence: Licence): void {
  for (const parent of parents) {
    const conflict = licenceConflict(parent, licence);
    if (conflict === 'not_remixable') throw new HubError('not_remixable');
    if (conflict !== null) throw new HubError('licence_conflict', { parent, child: licence, reason: conflict });
  }
}

function restorable(removedAt: Date | null, now: Date): boolean {
  return removedAt !== null && removedAt.getTime() > now.getTime() - restorableFor;
}
