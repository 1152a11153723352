import { UnstyledButton } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './comments.module.css';
import type { PanelFilter } from './thread-desk.ts';

interface ThreadFiltersProps {
  filter: PanelFilter;
  onFilter: (change: Partial<PanelFilter>) => void;
}

export function ThreadFilters({ filter, onFilter }: ThreadFiltersProps) {
  const { me, room } = useRoom();
  /** Open and resolved ones can both be chosen; one of them always is. */
  const toggleState = (name: 'open' | 'resolved'): void => {
    const other = name === 'open' ? 'resolved' : 'open';
    if (filter.state === 'all') onFilter({ state: other });
    else onFilter({ state: filter.state === name ? other : 'all' });
  };
  const state = (name: 'open' | 'resolved') => filter.state === 'all' || filter.state === name;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that nobody has to see
    <div className={styles.filters} role="group" aria-label={t('comments.filters')}>
      <Toggle on={state('open')} onToggle={() => toggleState('open')} text={t('comments.open')} />
      <Toggle on={state('resolved')} onToggle={() => toggleState('resolved')} text={t('comments.resolved')} />
      <Toggle on={filter.here} onToggle={() => onFilter({ here: !filter.here })} text={t('comments.thisDocument')} />
      {me !== null && room.role !== null && (
        <Toggle
          on={filter.mentionsMe}
          onToggle={() => onFilter({ mentionsMe: !filter.mentionsMe })}
          text={t('comments.mentionsMe')}
        />
      )}
    </div>
  );
}

function Toggle({ on, onToggle, text }: { on: boolean; onToggle: () => void; text: string }) {
  return (
    <UnstyledButton className={styles.filter} aria-pressed={on} onClick={onToggle}>
      {text}
    </UnstyledButton>
  );
}
