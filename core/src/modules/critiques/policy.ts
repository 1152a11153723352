/** Whose critiques, votes and rubrics are whose. What comes out is the proof that the changing queries ask for. */
import { HubError } from '../../contract/errors.ts';

declare const authorised: unique symbol;

/** Only this file makes these. */
export type Authorised<Action extends string, Thing> = Thing & { readonly [authorised]: Action };

/** Nobody judges their own design. */
export function authoriseJudge<Design extends { authorId: string | null }>(
  userId: string,
  design: Design,
): Authorised<'judge', Design> {
  if (design.authorId === userId) throw new HubError('own_work');
  return design as Authorised<'judge', Design>;
}

export function authoriseChange<Critique extends { userId: string | null }>(
  userId: string,
  critique: Critique,
): Authorised<'change', Critique> {
  if (critique.userId !== userId) throw new HubError('not_yours');
  return critique as Authorised<'change', Critique>;
}

/** Moderation has decided, and said why. */
export function authoriseByModerator<Critique>(critique: Critique): Authorised<'change', Critique> {
  return critique as Authorised<'change', Critique>;
}

/** Everybody but who wrote it. */
export function authoriseVote<Critique extends { userId: string | null }>(
  userId: string,
  critique: Critique,
): Authorised<'vote', Critique> {
  if (critique.userId === userId) throw new HubError('own_work');
  return critique as Authorised<'vote', Critique>;
}

/** A rubric of somebody else is as unknown as none. */
export function authoriseRubric<Rubric extends { ownerId: string }>(
  userId: string,
  rubric: Rubric | undefined,
): Authorised<'rubric', Rubric> {
  if (rubric?.ownerId !== userId) throw new HubError('not_found');
  return rubric as Authorised<'rubric', Rubric>;
}
