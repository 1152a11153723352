import { Modal } from '@mantine/core';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { label, t } from '../messages/language.ts';
import { type Action, currentActions } from './actions.ts';
import styles from './CommandPalette.module.css';
import { caughtKeys } from './early-keys.ts';
import { matchAll } from './match.ts';

interface CommandPaletteProps {
  onClose(): void;
  /** More to choose from that depends on the query, like rooms of the hub. */
  useMore: (query: string) => readonly Action[];
}

const mostShown = 50;

export function CommandPalette({ onClose, useMore }: CommandPaletteProps) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const [known] = useState(currentActions);
  const more = useMore(useDeferredValue(query));
  const found = useMemo(() => {
    const ids = new Set(known.map((action) => action.id));
    const all = [...known, ...more.filter((action) => !ids.has(action.id))];
    return byGroup(matchAll(all, query).slice(0, mostShown), query.trim() === '' ? groupOrder : []);
  }, [known, more, query]);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = Math.min(chosen, found.length - 1);

  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  function run(action: Action | undefined): void {
    if (action === undefined) return;
    onClose();
    // After the dialog gave the focus back, so that the action can take it.
    setTimeout(() => action.run());
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move !== undefined && found.length > 0) {
      event.preventDefault();
      const single = Math.abs(move) === 1;
      setChosen(
        single
          ? (current + move + found.length) % found.length
          : Math.max(0, Math.min(found.length - 1, current + move)),
      );
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(found[current]);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={600}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      transitionProps={{ duration: 0 }}
    >
      <div className={styles.top}>
        <input
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? `${listId}-${current}` : undefined}
          aria-label={t('palette.placeholder')}
          placeholder={t('palette.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={query}
          onFocus={() => {
            const early = caughtKeys();
            if (early !== '') setQuery((typed) => typed + early);
          }}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={t('palette.title')} className={styles.list}>
        {found.map((action, index) => (
          <PaletteRow
            key={action.id}
            action={action}
            id={`${listId}-${index}`}
            index={index}
            chosen={index === current}
            startsGroup={index === 0 || found[index - 1]?.group !== action.group}
            onPoint={() => setChosen(index)}
            onRun={() => run(action)}
          />
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>{t('palette.none', { query })}</p>}
      <p className={styles.hint}>{t('palette.hint')}</p>
      <p className={styles.count} role="status">
        {query !== '' && t('palette.results', { count: found.length })}
      </p>
    </Modal>
  );
}

interface PaletteRowProps {
  action: Action;
  id: string;
  index: number;
  chosen: boolean;
  startsGroup: boolean;
  onPoint(): void;
  onRun(): void;
}

function PaletteRow({ action, id, index, chosen, startsGroup, onPoint, onRun }: PaletteRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the input that keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the same
    <div
      role="option"
      id={id}
      data-index={index}
      aria-selected={chosen}
      className={styles.row}
      data-group={startsGroup ? label(`palette.${action.group}`) : undefined}
      onMouseMove={onPoint}
      onClick={onRun}
    >
      <span className={styles.name}>{action.title}</span>
      {action.group === 'documents' && action.words !== undefined && (
        <span className={styles.words}>{action.words}</span>
      )}
      {action.keys !== undefined && <kbd className={styles.keys}>{action.keys}</kbd>}
    </div>
  );
}

/** Before anything is typed: where one goes most often first. */
const groupOrder: readonly Action['group'][] = ['documents', 'rooms', 'actions', 'pages'];

/** Groups stay together, in the given order, then in that of their best match. */
function byGroup(actions: readonly Action[], order: readonly Action['group'][]): Action[] {
  const groups = [...new Set([...order, ...actions.map((action) => action.group)])];
  return groups.flatMap((group) => actions.filter((action) => action.group === group));
}
