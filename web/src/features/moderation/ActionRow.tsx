import type { Action } from '@draftroom/core/schema/moderation';
import { currentLocale, label, t } from '../../kit/messages/language.ts';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { dayOf } from './dates.ts';
import styles from './moderation.module.css';

const appealWords = {
  open: 'log.appealOpen',
  upheld: 'log.appealUpheld',
  reversed: 'log.appealReversed',
} as const;

/** A decision in a list of moderators'. */
export function ActionRow({ action }: { action: Action }) {
  const { kind, target, actor, subject, expiresAt, appeal } = action;
  return (
    <>
      <div className={styles.head}>
        <strong>{label(`log.kind.${kind}`)}</strong>
        <span className={styles.tag}>{label(`target.${target.type}`)}</span>
        <span className={styles.grow}>{target.title ?? t('target.gone')}</span>
        <RelativeTime at={action.createdAt} />
      </div>
      <div className={styles.facts}>
        <span>{label(`rule.${action.reason}`)}</span>
        <span>
          {action.automated ? t('log.byCheck') : actor === null ? t('review.gone') : t('log.by', { name: actor.name })}
        </span>
        {subject !== null && <span>{t('log.concerns', { name: subject.name })}</span>}
        {expiresAt !== null && <span>{t('log.until', { date: dayOf(expiresAt, currentLocale()) })}</span>}
        {appeal !== null && <span className={styles.tag}>{label(appealWords[appeal])}</span>}
      </div>
      {action.statement !== '' && <p className={styles.words}>{action.statement}</p>}
    </>
  );
}
