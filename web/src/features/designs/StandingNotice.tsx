import type { Design } from '@draftroom/core/schema/designs';
import { label, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';

/** Of a design or a collection, to its author, and to moderators: that others do not see it, and where the reason stands. */
export function StandingNotice({ standing, statementId }: Pick<Design, 'standing' | 'statementId'>) {
  if (standing === 'visible') return null;
  return (
    <Notice
      tone="warning"
      title={label(`designPage.standing.${standing}`)}
      text={label(`designPage.standingWhat.${standing}`)}
      action={statementId !== null && <a href={`/statements/${statementId}`}>{t('designPage.statement')}</a>}
    />
  );
}
