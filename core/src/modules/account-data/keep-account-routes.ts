import type { FastifyInstance } from 'fastify';
import { type OneButtonRoute, oneButtonRoute } from '../../platform/one-button-page.ts';
import type { AccountDataService } from './service.ts';

export interface KeepAccountRoutesOptions extends Pick<OneButtonRoute, 'admit'> {
  readonly deletion: Pick<AccountDataService['deletion'], 'checkToken' | 'cancelByToken'>;
}

/** `/keep-account?token=…`, which the mail about a deletion leads to. */
export async function keepAccountRoutes(app: FastifyInstance, options: KeepAccountRoutesOptions): Promise<void> {
  const { deletion, admit } = options;
  await oneButtonRoute(app, {
    path: '/keep-account',
    ask: {
      title: 'Keep your account',
      text: 'Your account is going to be deleted. Press the button and it stays, with everything in it.',
      button: 'Keep my account',
    },
    done: {
      title: 'Your account stays',
      text: 'Nothing was deleted. If it was not you who asked, change your password.',
    },
    unknown: {
      title: 'This link is over',
      text: 'The deletion was called off already, or the account is gone, or the link is not whole.',
    },
    check: deletion.checkToken,
    act: deletion.cancelByToken,
    admit,
  });
}
