import type { DesignCard } from '@draftroom/core/schema/designs';
import { t } from '../../kit/messages/language.ts';
import { Masonry, MasonrySkeleton } from '../feed/masonry/Masonry.tsx';

/** Apart from the page: it and its texts load while the page is already there. */
export function NewestDesigns({ cards }: { cards: readonly DesignCard[] | undefined }) {
  return cards === undefined ? <MasonrySkeleton count={9} /> : <Masonry cards={cards} label={t('order.new')} />;
}
