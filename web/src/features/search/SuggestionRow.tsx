import { IconHash, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Avatar } from '../../kit/Avatar.tsx';
import { t } from '../../kit/messages/language.ts';
import { countWords, suggestedCap } from '../feed/filters/facet-count.ts';
import styles from './SearchBox.module.css';
import type { Suggestion } from './suggestion-list.ts';

interface SuggestionRowProps {
  suggestion: Suggestion;
  id: string;
  chosen: boolean;
  onChoose(): void;
}

export function SuggestionRow({ suggestion, id, chosen, onChoose }: SuggestionRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field that keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the same
    <div ref={row} role="option" id={id} aria-selected={chosen} className={styles.row} onClick={onChoose}>
      <Words suggestion={suggestion} />
    </div>
  );
}

function Words({ suggestion }: { suggestion: Suggestion }) {
  switch (suggestion.type) {
    case 'words':
      return (
        <>
          <IconSearch size={18} stroke={1.5} aria-hidden="true" />
          <span>{t('search.all', { query: suggestion.q })}</span>
        </>
      );
    case 'tag':
      return (
        <>
          <IconHash size={18} stroke={1.5} aria-hidden="true" />
          <span>{suggestion.tag}</span>
          <span className={styles.count}>{countWords(suggestion.count, suggestedCap)}</span>
        </>
      );
    case 'person':
      return (
        <>
          <Avatar person={suggestion.person} size={24} />
          <span>{suggestion.person.name}</span>
        </>
      );
    case 'design': {
      const { picture, title } = suggestion.design;
      return (
        <>
          {picture === null ? (
            <span className={styles.thumb} />
          ) : (
            <img className={styles.thumb} src={picture.sizes[0]?.url ?? picture.url} alt="" width={32} height={24} />
          )}
          <span>{title}</span>
        </>
      );
    }
  }
}
