import { authenticateUseCase } from './service/authenticate.ts';
import { departureUseCases } from './service/departure.ts';
import { emailConfirmation } from './service/email-confirmation.ts';
import { deviceUseCases, handoverUseCases } from './service/handover.ts';
import { type AccountsDeps, createParts } from './service/parts.ts';
import { passwordUseCases } from './service/passwords.ts';
import { profileUseCases } from './service/profile.ts';
import { providerSignInUseCases } from './service/provider-sign-in.ts';
import { signInUseCases } from './service/sign-in.ts';

export type AccountsService = ReturnType<typeof createAccountsService>;

export function createAccountsService(deps: AccountsDeps) {
  const parts = createParts(deps);
  const confirmation = emailConfirmation(parts);
  const { underLock, ...signIn } = signInUseCases(parts, confirmation);
  return {
    ...signIn,
    ...authenticateUseCase(parts),
    ...profileUseCases(parts),
    requestEmailVerification: confirmation.requestEmailVerification,
    verifyEmail: confirmation.verifyEmail,
    ...passwordUseCases(parts, underLock),
    ...handoverUseCases(parts),
    ...deviceUseCases(parts),
    ...providerSignInUseCases(parts),
    ...departureUseCases(parts, underLock),
    /** For a daily job. */
    removeExpired: () => deps.repo.removeExpired(parts.now()),
    /** Waits for mails that are being put on their way. */
    idle: parts.idle,
  };
}
