import type { DeletionMode } from '@draftroom/drizzle/enums';
import type { MailMessage } from '../../platform/ports.ts';

export function deletionMails(publicUrl: string) {
  const host = new URL(publicUrl).host;
  return {
    requested: (about: { to: string; name: string; mode: DeletionMode; dueAt: Date; secret: string }): MailMessage => ({
      to: about.to,
      subject: 'Your account is going to be deleted',
      text: `Hello ${about.name}

somebody who is signed in as you asked for your account at ${host} to be deleted. That happens after ${day(about.dueAt)}.

${becomes[about.mode]}

If you want to keep it, open this link before then and press the button:

${publicUrl}/keep-account?token=${encodeURIComponent(about.secret)}

Draftroom at ${host}
`,
    }),
  };
}

const becomes: Readonly<Record<DeletionMode, string>> = {
  wipe: 'Your designs, comments, critiques and messages go with it. What others wrote stays. Copies in backups are gone when those are.',
  anonymise:
    'Your designs and what you wrote stay, under “Somebody who left”. What only you could see goes. Copies in backups are gone when those are.',
};

function day(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ', ')} UTC`;
}
