import type { Notification } from '@draftroom/core/schema/notifications';
import { t } from '../../kit/messages/language.ts';

/** One sentence that says what happened; links and lists are named by it. */
export function notificationText({ kind, actor, count, title }: Notification): string {
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
      return t('told.moderation', { title });
    case 'appeal':
      return t('told.appeal', { title });
    case 'report':
      return t('told.report', { title });
  }
}
