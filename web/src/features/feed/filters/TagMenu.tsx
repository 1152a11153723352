import type { Facet } from '@draftroom/core/schema/discovery';
import { Checkbox, Popover, TextInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../../kit/messages/language.ts';
import type { Filter } from '../filter-params.ts';
import styles from './FilterLine.module.css';
import { countWords } from './facet-count.ts';
import { tagOf } from './tag-of.ts';
import { useFacets } from './use-facets.ts';

interface TagMenuProps {
  q: string;
  filter: Filter;
  counts?: readonly Facet[];
  onToggle(tag: string): void;
}

/** The most used tags, and a field for any other. */
export function TagMenu({ q, filter, counts, onToggle }: TagMenuProps) {
  const [opened, setOpened] = useState(false);
  const loaded = useFacets(q, filter, opened && counts === undefined);
  const [text, setText] = useState('');
  const wanted = tagOf(text);
  const tags = (counts ?? loaded?.tags ?? []).filter(({ value }) => wanted === null || value.includes(wanted));
  const add = () => {
    if (wanted === null) return;
    if (!filter.tags.includes(wanted)) onToggle(wanted);
    setText('');
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.menu}
          data-some={filter.tags.length > 0}
          onClick={() => setOpened(!opened)}
        >
          {t('filter.tag')}
          {filter.tags.length > 0 && <span className={styles.number}>{filter.tags.length}</span>}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.list} aria-label={t('filter.tag')}>
        <TextInput
          size="xs"
          value={text}
          maxLength={40}
          aria-label={t('filter.addTag')}
          placeholder={t('filter.addTag')}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && add()}
        />
        {tags.map(({ value, count }) => (
          <Checkbox
            key={value}
            size="xs"
            checked={filter.tags.includes(value)}
            onChange={() => onToggle(value)}
            label={
              <span className={styles.choice}>
                <span>{value}</span>
                {counts !== undefined && <span className={styles.count}>{countWords(count)}</span>}
              </span>
            }
          />
        ))}
        {tags.length === 0 && wanted !== null && <p className={styles.none}>{t('filter.enterTag', { tag: wanted })}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
