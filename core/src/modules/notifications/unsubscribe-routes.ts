import type { FastifyInstance } from 'fastify';
import { type OneButtonRoute, oneButtonRoute } from '../../platform/one-button-page.ts';
import type { NotificationsService } from './service.ts';

export interface UnsubscribeRoutesOptions extends Pick<OneButtonRoute, 'admit'> {
  readonly digest: Pick<NotificationsService['digest'], 'checkToken' | 'unsubscribe'>;
}

/** `/unsubscribe?token=…`, which every digest leads to. */
export async function unsubscribeRoutes(app: FastifyInstance, options: UnsubscribeRoutesOptions): Promise<void> {
  const { digest, admit } = options;
  await oneButtonRoute(app, {
    path: '/unsubscribe',
    ask: {
      title: 'Stop the digest',
      text: 'No more mails about what you have not seen. Everything else stays as it is; in your account you can choose anew.',
      button: 'Stop these mails',
    },
    done: {
      title: 'No more digests',
      text: 'You get no more of these mails. To have them again, choose so in your account.',
    },
    unknown: {
      title: 'This link is not whole',
      text: 'Copy it from the mail once more, or sign in and choose in your account which mails you get.',
    },
    check: digest.checkToken,
    act: digest.unsubscribe,
    admit,
  });
}
