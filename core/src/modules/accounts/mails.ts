/** Every mail about accounts, in plain text. */
import type { MailMessage } from '../../platform/ports.ts';

export interface Mails {
  verifyEmail(to: string, link: string): MailMessage;
  resetPassword(to: string, link: string): MailMessage;
  passwordChanged(to: string): MailMessage;
}

export function createMails(publicUrl: string): Mails {
  const host = new URL(publicUrl).host;
  const sign = `Draftroom at ${host}\n`;
  return {
    verifyEmail: (to, link) => ({
      to,
      subject: 'Confirm your e-mail address',
      text: `Hello

open this link to confirm that this address is yours:

${link}

It works once, for 30 minutes. If you did not sign up at ${host}, ignore this mail; nothing happens.

${sign}`,
    }),
    resetPassword: (to, link) => ({
      to,
      subject: 'Choose a new password',
      text: `Hello

open this link to choose a new password:

${link}

It works once, for 30 minutes. The new password signs you out everywhere. If you did not ask for this, ignore this mail; your password stays as it is.

${sign}`,
    }),
    passwordChanged: (to) => ({
      to,
      subject: 'Your password was changed',
      text: `Hello

the password of your account at ${host} was changed just now, and your other sessions were ended.

If that was not you, choose a new password right away:

${publicUrl}/sign-in

${sign}`,
    }),
  };
}
