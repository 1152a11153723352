import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { t } from '../../kit/messages/language.ts';

/** What an anchor points at, in words. */
export function placeName(anchor: DesignAnchor | null): string {
  if (anchor === null) return t('feedback.whole');
  const path = anchor.path.split('/').at(-1) ?? anchor.path;
  switch (anchor.surface) {
    case 'text':
      return t('feedback.place.text', { path, line: anchor.start.line + 1 });
    case 'model': {
      const node = anchor.nodes.at(-1)?.name ?? '';
      return node === '' ? t('feedback.place.model.plain', { path }) : t('feedback.place.model', { node, path });
    }
    default:
      return t(`feedback.place.${anchor.surface}`, { path });
  }
}
