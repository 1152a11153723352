import { type ErrorCode, HubError } from '../contract/errors.ts';
import type { Access, Refusal } from './ports.ts';

export function isRefusal<Value extends object>(answer: Value | Refusal): answer is Refusal {
  return 'refused' in answer;
}

/** What became of the rights of an open connection: what it may do now, or how it ends. */
function endOfAccess(before: Access, after: Access | Refusal): ErrorCode | null {
  if (isRefusal(after)) {
    // A private room answers its former members like strangers; these people know that it exists.
    return before.role !== null && (after.refused === 'not_found' || after.refused === 'not_allowed')
      ? 'removed'
      : after.refused;
  }
  return before.role !== null && after.role === null ? 'removed' : null;
}

/** What `AccessPort` says, or what can be told of its failure. */
export async function askAccess<Answer extends object>(
  ask: () => Promise<Answer | Refusal>,
  warn: (message: string, error: unknown) => void,
): Promise<Answer | Refusal> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof HubError) return { refused: error.code };
    warn('rights could not be checked', error);
    return { refused: 'internal' };
  }
}

/** Something open whose rights can change. */
export interface RightsHolder {
  readonly access: Access;
  readonly ended: boolean;
  /** Counts the checks, so that of two the one asked last decides. */
  rightsChecks: number;
  changeAccess(access: Access): void;
  refuse(code: ErrorCode): void;
}

/** Asks for the rights anew and lets them take effect at once. */
export async function recheck(holder: RightsHolder, ask: () => Promise<Access | Refusal>): Promise<void> {
  holder.rightsChecks += 1;
  const check = holder.rightsChecks;
  const answer = await ask();
  if (holder.ended || holder.rightsChecks !== check) return;
  const end = endOfAccess(holder.access, answer);
  if (end !== null) holder.refuse(end);
  else if (!isRefusal(answer)) holder.changeAccess(answer);
}
