import type { RequestContext } from '../../../context.ts';
import type { SignedInActor } from '../../../platform/actor.ts';
import type { Caller } from '../service.ts';

export function callerOf(ctx: RequestContext & { actor: SignedInActor }): Caller {
  return { actor: ctx.actor, address: ctx.origin.address };
}
