/** What giving people their data and deleting their accounts needs from the others. Wired in `modules.ts`. */
import type { SignedInActor } from '../../platform/actor.ts';

export interface AccountsPort {
  /** Throws `wrong_password`, `fresh_sign_in_needed`. Milliseconds. */
  confirmIdentity(
    actor: SignedInActor,
    proof: { password: string | undefined; freshFor: number },
    origin: { readonly address: string },
  ): Promise<{ email: string }>;
  shutOut(userId: string): Promise<void>;
  removeAccount(userId: string, details: Record<string, string>): Promise<void>;
}

export interface RoomsPort {
  leaveAll(userId: string): Promise<void>;
}

/** Where a weight puts a design in the hot order. */
export interface RankingPort {
  rankOf(weight: number, publishedAt: Date): number;
}

/** Secrets that are handed out once and kept as hashes only. */
export interface SecretsPort {
  newSecret(): string;
  hashSecret(secret: string): string;
}
