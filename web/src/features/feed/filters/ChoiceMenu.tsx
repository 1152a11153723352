import type { Facet } from '@draftroom/core/schema/discovery';
import { Checkbox, Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { t } from '../../../kit/messages/language.ts';
import styles from './FilterLine.module.css';
import { countWords } from './facet-count.ts';

interface Choice<Value extends string> {
  value: Value;
  name: string;
  /** A hue, shown beside its name. */
  swatch?: boolean;
}

interface ChoiceMenuProps<Value extends string> {
  name: string;
  choices: readonly Choice<Value>[];
  counts: readonly Facet[] | undefined;
  chosen: readonly Value[];
  onToggle(value: Value): void;
}

/** A button that says how many are chosen, and the list that it opens. Choices that would find nothing are out. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { name, choices, counts, chosen, onToggle } = props;
  const countOf = (value: Value) => counts?.find((facet) => facet.value === value)?.count ?? 0;
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus transitionProps={{ duration: 120 }}>
      <Popover.Target>
        <button type="button" className={styles.menu} data-some={chosen.length > 0}>
          {name}
          {chosen.length > 0 && <span className={styles.number}>{chosen.length}</span>}
          <IconChevronDown size={14} stroke={1.5} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.list} aria-label={name}>
        {choices.map(({ value, name, swatch }) => {
          const count = countOf(value);
          const isChosen = chosen.includes(value);
          return (
            <Checkbox
              key={value}
              size="xs"
              checked={isChosen}
              disabled={counts !== undefined && count === 0 && !isChosen}
              onChange={() => onToggle(value)}
              label={
                <span className={styles.choice}>
                  {swatch === true && <span className={styles.swatch} data-colour={value} aria-hidden="true" />}
                  <span>{name}</span>
                  {counts !== undefined && <span className={styles.count}>{countWords(count)}</span>}
                </span>
              }
            />
          );
        })}
        {choices.length === 0 && <p className={styles.none}>{t('filter.none')}</p>}
      </Popover.Dropdown>
    </Popover>
  );
}
