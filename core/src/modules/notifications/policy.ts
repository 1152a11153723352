/** What people hear of unless they choose otherwise, and what nobody can turn off. */
import type { NotificationKind } from '@draftroom/drizzle/enums';
import { HubError } from '../../contract/errors.ts';
import type { NotificationChoice } from './schema.ts';

/** Often and of little weight: seen in the hub, never mailed unless chosen. */
const noisy: ReadonlySet<NotificationKind> = new Set(['like', 'follow', 'helpful']);
/** What was decided about a person is theirs to know. */
const fixed: ReadonlySet<NotificationKind> = new Set(['moderation', 'appeal']);
/** To do these again tells nothing new as long as the first time is unread. */
const once: ReadonlySet<NotificationKind> = new Set(['like', 'follow', 'helpful']);

export function defaultChoice(kind: NotificationKind): NotificationChoice {
  return { kind, show: true, mail: !noisy.has(kind) };
}

export function isFixed(kind: NotificationKind): boolean {
  return fixed.has(kind);
}

export function countsOnce(kind: NotificationKind): boolean {
  return once.has(kind);
}

declare const authorised: unique symbol;
/** Only this file makes these. */
export type Authorised<Action extends string, Thing> = Thing & { readonly [authorised]: Action };

/** Hidden choices of what is always shown would be a way to hide it. */
export function authoriseChoice(choice: NotificationChoice): Authorised<'choose', NotificationChoice> {
  if (isFixed(choice.kind) && !choice.show) {
    throw new HubError('invalid_input', { show: 'What moderators decide about you is always shown.' });
  }
  return { ...choice, mail: choice.mail && choice.show } as Authorised<'choose', NotificationChoice>;
}

/** Somebody else’s is as unknown as one that never was. */
export function authoriseMark<Row extends { readonly userId: string }>(
  userId: string,
  row: Row | undefined,
): Authorised<'mark', Row> {
  if (row === undefined || row.userId !== userId) throw new HubError('not_found');
  return row as Authorised<'mark', Row>;
}
