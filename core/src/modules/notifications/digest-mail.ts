/** The mail of a digest, in plain text. */
import type { DigestCadence } from '@draftroom/drizzle/enums';
import type { MailMessage } from '../../platform/ports.ts';
import type { NotificationRow } from './repo.ts';

const mostInMail = 20;

export interface DigestFacts {
  readonly reader: { readonly name: string; readonly email: string };
  /** Newest first. */
  readonly items: readonly NotificationRow[];
  readonly cadence: Exclude<DigestCadence, 'never'>;
  readonly publicUrl: string;
  readonly unsubscribeUrl: string;
}

export function digestMail({ reader, items, cadence, publicUrl, unsubscribeUrl }: DigestFacts): MailMessage {
  const shown = items.slice(0, mostInMail);
  const more = items.length - shown.length;
  const news = items.length === 1 ? 'one thing' : `${items.length} things`;
  const text = `Hello ${reader.name}

what you have not seen yet:

${shown.map((item) => entry(item, publicUrl)).join('\n\n')}
${more === 0 ? '' : `\n…and ${more} more: ${publicUrl}/notifications\n`}
You get this at most once a ${cadence === 'daily' ? 'day' : 'week'}. Choose what it holds: ${publicUrl}/account
No more of these mails: ${unsubscribeUrl}

Draftroom at ${new URL(publicUrl).host}
`;
  return { to: reader.email, subject: `Draftroom: ${news} you have not seen`, text, unsubscribeUrl };
}

function entry(item: NotificationRow, publicUrl: string): string {
  const { excerpt, path } = item.payload;
  const words = excerpt === '' ? '' : `\n  “${excerpt}”`;
  return `- ${sentence(item)}${words}\n  ${publicUrl}${path}`;
}

function sentence({ kind, actor, count, payload }: NotificationRow): string {
  const thing = `“${payload.title}”`;
  const who = people(actor?.name ?? 'Somebody', count);
  switch (kind) {
    case 'mention':
      return `${who} mentioned you in ${thing}`;
    case 'comment':
      return `${who} commented on ${thing}`;
    case 'reply':
      return `${who} replied in ${thing}`;
    case 'critique':
      return `${who} wrote a critique of ${thing}`;
    case 'resolved':
      return `${who} resolved a thread of yours in ${thing}`;
    case 'release':
      return `${who} published ${thing}`;
    case 'remix':
      return `${who} remixed ${thing}`;
    case 'like':
      return `${who} liked ${thing}`;
    case 'follow':
      return `${who} followed you`;
    case 'helpful':
      return `${who} found your critique of ${thing} helpful`;
    case 'moderation':
      if (payload.said === 'held') return `A check of the hub held back ${thing}`;
      return payload.said === 'released' ? `${thing} was looked at` : `The moderators decided about ${thing}`;
    case 'appeal':
      return `Your appeal about ${thing} was answered`;
    case 'report':
      return payload.said === 'report_taken' ? `You reported ${thing}` : `What you reported was looked at: ${thing}`;
  }
}

function people(name: string, count: number): string {
  if (count <= 1) return name;
  return count === 2 ? `${name} and one more` : `${name} and ${count - 1} more`;
}
