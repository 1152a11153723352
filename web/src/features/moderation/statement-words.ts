import type { Statement } from '@draftroom/core/schema/moderation';
import { label, t } from '../../kit/messages/language.ts';

export function headingOf({ kind }: Pick<Statement, 'kind'>): string {
  return kind === 'none' ? '' : label(`statement.${kind}`);
}

/** Whether it holds now. */
export function stateOf(statement: Statement, now = Date.now()): string {
  const { kind, reversedAt, expiresAt, appeal } = statement;
  if (appeal?.state === 'open') return t('log.appealOpen');
  if (reversedAt !== null) return kind === 'hold' ? t('statement.looked') : t('statement.reversed');
  if (expiresAt !== null && Date.parse(expiresAt) <= now) return t('statement.ended');
  return t('statement.open');
}

/** The hub's own words are there in every language; a moderator's as they were written. */
export function reasonsOf({ automated, statement }: Pick<Statement, 'automated' | 'statement'>): string {
  return automated ? t('statement.heldWords') : statement;
}
