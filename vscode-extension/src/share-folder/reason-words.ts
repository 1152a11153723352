import { l10n } from 'vscode';
import type { HeldBack } from './settling.ts';

/** Why something is left out, for people. */
export function reasonWords(reason: HeldBack): string {
  switch (reason) {
    case 'never':
      return l10n.t('is never shared');
    case 'ignored':
      return l10n.t('ignored by .gitignore');
    case 'secret':
      return l10n.t('may hold secrets');
    case 'secretInside':
      return l10n.t('holds what looks like a key or a token');
    case 'runs':
      return l10n.t('can run programs');
    case 'link':
      return l10n.t('is a link');
    case 'name':
      return l10n.t('has a name that not every system takes');
    case 'twin':
      return l10n.t('differs from another name in case only');
    case 'large':
      return l10n.t('is too large');
    case 'many':
      return l10n.t('is more than a room holds');
    case 'encoding':
      return l10n.t('is not UTF-8');
    case 'unticked':
      return l10n.t('you left it out');
    case 'differs':
      return l10n.t('differs in the room');
    case 'kind':
      return l10n.t('is something else in the room');
    case 'disk':
      return l10n.t('is refused by the disk of this machine');
  }
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
