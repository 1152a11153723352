import type { RoomMember } from '@draftroom/core/schema/rooms';
import { l10n } from 'vscode';

export function roleName(role: RoomMember['role']): string {
  switch (role) {
    case 'owner':
      return l10n.t('owner');
    case 'editor':
      return l10n.t('editor');
    case 'commenter':
      return l10n.t('commenter');
    case 'viewer':
      return l10n.t('viewer');
  }
}
