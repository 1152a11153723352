import type { Notification } from '@draftroom/core/schema/notifications';
import { plainWords } from '../../kit/compose/plain-words.ts';
import { label, t } from '../../kit/messages/language.ts';

/** One sentence that says what happened; links and lists are named by it. */
export function notificationText({ kind, actor, count, title, said }: Notification): string {
  const name = actor?.name ?? t('told.somebody');
  const who = count > 1 ? t('told.with', { name, count: count - 1 }) : name;
  switch (kind) {
    case 'mention':
      return t('told.mention', { who, title });
    case 'comment':
      return t('told.comment', { who, title });
    case 'reply':
      return t('told.reply', { who, title });
    case 'critique':
      return t('told.critique', { who, title });
    case 'resolved':
      return t('told.resolved', { who, title });
    case 'release':
      return t('told.release', { who, title });
    case 'remix':
      return t('told.remix', { who, title });
    case 'like':
      return t('told.like', { who, title });
    case 'follow':
      return t('told.follow', { who });
    case 'helpful':
      return t('told.helpful', { who, title });
    case 'moderation':
      if (said === 'held') return t('told.held', { title });
      return said === 'released' ? t('told.released', { title }) : t('told.moderation', { title });
    case 'appeal':
      return t('told.appeal', { title });
    case 'report':
      return said === 'report_taken' ? t('told.reported', { title }) : t('told.report', { title });
  }
}

/** Some of the words of people, or what the hub itself says in the reader's language. */
export function excerptOf({ path, excerpt, said }: Notification): string {
  if (said !== null) return label(`said.${said}`);
  // Only what is said on designs is Markdown.
  return path.startsWith('/designs/') ? plainWords(excerpt) : excerpt;
}
