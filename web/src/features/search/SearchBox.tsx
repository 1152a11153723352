import { IconSearch, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { label, t } from '../../kit/messages/language.ts';
import styles from './SearchBox.module.css';
import { SuggestionRow } from './SuggestionRow.tsx';
import { type Suggestion, suggestionGroups } from './suggestion-list.ts';
import { useFollowSuggestion, useSuggestions } from './use-suggestions.ts';

interface SearchBoxProps {
  /** What is searched for now. */
  q: string;
  autoFocus?: boolean;
  /** Without: to the page of results. */
  onSearch?(q: string): void;
}

/** The field, and what is offered below it while one types. */
export function SearchBox({ q, autoFocus = false, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(q);
  const [before, setBefore] = useState(q);
  // Another search was chosen elsewhere: the field follows.
  if (before !== q) {
    setBefore(q);
    setText(q);
  }
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const suggestions = useSuggestions(text, open);
  const follow = useFollowSuggestion();
  const listId = useId();
  const shown = open && suggestions.length > 0;

  function go(suggestion: Suggestion | undefined): void {
    setOpen(false);
    setChosen(-1);
    if (suggestion === undefined || suggestion.type === 'words') {
      const words = text.trim();
      if (onSearch === undefined) follow({ type: 'words', id: 'words', q: words });
      else onSearch(words);
    } else follow(suggestion);
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      const places = suggestions.length + 1;
      setChosen((now) => ((now + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      go(suggestions[chosen]);
    } else if (event.key === 'Escape' && shown) {
      event.preventDefault();
      setOpen(false);
      setChosen(-1);
    }
  }

  return (
    <search
      className={styles.box}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <IconSearch className={styles.icon} size={18} stroke={1.5} aria-hidden="true" />
      <input
        className={styles.input}
        role="combobox"
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && chosen >= 0 ? `${listId}-${chosen}` : undefined}
        aria-label={t('search.field')}
        placeholder={t('search.field')}
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        // biome-ignore lint/a11y/noAutofocus: on the page of the search, before anything was asked
        autoFocus={autoFocus}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
          setChosen(-1);
        }}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <button type="button" className={styles.clear} aria-label={t('search.clear')} onClick={() => setText('')}>
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </button>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label={t('search.suggestions')}
        className={styles.list}
        hidden={!shown}
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
      >
        {suggestionGroups.map((group) => (
          <Group
            key={group}
            name={group}
            suggestions={suggestions}
            chosen={chosen}
            idOf={(index) => `${listId}-${index}`}
            onChoose={go}
          />
        ))}
      </div>
      <p className={styles.unseen} role="status">
        {shown && t('search.suggested', { count: suggestions.length })}
      </p>
    </search>
  );
}

interface GroupProps {
  name: Suggestion['type'];
  suggestions: readonly Suggestion[];
  chosen: number;
  idOf(index: number): string;
  onChoose(suggestion: Suggestion): void;
}

const groupNames = {
  words: 'search.title',
  tag: 'search.tags',
  design: 'search.designs',
  person: 'search.people',
} as const;

function Group({ name, suggestions, chosen, idOf, onChoose }: GroupProps) {
  const members = suggestions.flatMap((suggestion, index) => (suggestion.type === name ? [{ suggestion, index }] : []));
  if (members.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox
    <div role="group" aria-label={label(groupNames[name])} className={styles.group}>
      {name !== 'words' && (
        <p className={styles.groupName} aria-hidden="true">
          {label(groupNames[name])}
        </p>
      )}
      {members.map(({ suggestion, index }) => (
        <SuggestionRow
          key={suggestion.id}
          suggestion={suggestion}
          id={idOf(index)}
          chosen={index === chosen}
          onChoose={() => onChoose(suggestion)}
        />
      ))}
    </div>
  );
}
