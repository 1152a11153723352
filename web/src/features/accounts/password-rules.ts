import { label, t } from '../../kit/messages/language.ts';

/** The same as the hub's; a test holds them together, because the hub's schemas would weigh too much here. */
export const shortestPassword = 10;

export interface PasswordRule {
  readonly id: 'length' | 'notEmail';
  readonly text: string;
  readonly met: boolean;
}

/** What a new password has to be, and what of it the one typed so far is. The hub has the last word. */
export function passwordRules(
  password: string,
  { email = '', name = '' }: { email?: string; name?: string },
): PasswordRule[] {
  const own = [email, email.split('@')[0] ?? '', name].map(plain).filter((word) => word !== '');
  return [
    {
      id: 'length',
      text: t('password.length', { count: shortestPassword }),
      met: [...password.normalize('NFC')].length >= shortestPassword,
    },
    { id: 'notEmail', text: label('password.notEmail'), met: password !== '' && !own.includes(plain(password)) },
  ];
}

/** The first rule that is not met, as the message of the field. */
export function passwordProblem(password: string, person: { email?: string; name?: string }): string | undefined {
  return passwordRules(password, person).find((rule) => !rule.met)?.text;
}

const plain = (text: string) => text.normalize('NFC').trim().toLowerCase();
