import { ActionIcon, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import styles from './board.module.css';
import { useBoard } from './board-context.ts';
import { elementName } from './element-name.ts';
import { useOutline } from './use-outline.ts';

/** More than anybody reads at once: the search narrows it down. */
const mostItems = 500;

/** The drawing as a list: for who hears it or goes by keys, and for finding something on a large one. */
export function BoardOutline() {
  const { board, ui } = useBoard();
  const items = useOutline();
  const [query, setQuery] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const wanted = query.trim().toLowerCase();
  const named = items.map((item) => ({ ...item, name: elementName(item) }));
  const found = wanted === '' ? named : named.filter(({ name }) => name.toLowerCase().includes(wanted));
  const close = (): void => ui.set({ outline: false });
  return (
    <section
      className={styles.outline}
      aria-label={t('board.outlineLabel')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <header className={styles.outlineHead}>
        <h2 ref={heading} tabIndex={-1}>
          {t('board.outline')}
        </h2>
        <ActionIcon variant="subtle" color="gray" aria-label={t('board.outlineHide')} onClick={close}>
          <IconX size={18} stroke={1.5} />
        </ActionIcon>
      </header>
      {items.length > 0 && (
        <TextInput
          size="xs"
          type="search"
          className={styles.outlineSearch}
          placeholder={t('board.outlineSearch')}
          aria-label={t('board.outlineSearch')}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <ol className={styles.outlineList}>
        {found.slice(0, mostItems).map((item) => (
          <li key={item.id}>
            <UnstyledButton className={styles.outlineItem} onClick={() => board.goTo(item.id)}>
              <bdi>{item.name}</bdi>
              {item.frame !== null && item.frame !== '' && (
                <span className={styles.outlineFrame}>{t('board.inFrame', { frame: item.frame })}</span>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ol>
      {found.length > mostItems && (
        <p className={styles.outlineNote}>{t('board.outlineMore', { count: found.length })}</p>
      )}
      {items.length === 0 && <p className={styles.outlineNote}>{t('board.outlineEmpty')}</p>}
      {items.length > 0 && found.length === 0 && (
        <p className={styles.outlineNote}>{t('board.outlineNone', { query })}</p>
      )}
    </section>
  );
}
