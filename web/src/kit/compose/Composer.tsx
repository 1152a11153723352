import type { RoomPerson } from '@draftroom/core/schema/rooms';
import { messageLength } from '@draftroom/core/schema/rooms';
import { ActionIcon, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './compose.module.css';
import { MentionList } from './MentionList.tsx';
import {
  insertMention,
  type MentionQuery,
  matchingPeople,
  mentionAt,
  toStored,
  toWritten,
  withPicked,
} from './mention-query.ts';

interface ComposerProps {
  /** Who can be named. */
  people: readonly RoomPerson[];
  placeholder: string;
  /** Without: the placeholder. */
  label?: string;
  sendLabel: string;
  /** What stands there at first, as it is stored. */
  start?: string;
  /** Takes the cursor when it appears. */
  autoFocus?: boolean;
  disabled?: boolean;
  /** Where people to name are listed; above, unless there is no room. */
  list?: 'below';
  /** Gets the text as it is stored; false: it was not taken and stays. */
  onSend: (text: string) => Promise<boolean>;
  /** Escape, where it can be left. */
  onCancel?: () => void;
  /** As written, at each change; empty when it is sent or left. */
  onWriting?: (text: string) => void;
}

/** Enter sends, Shift+Enter breaks the line, @ names somebody. */
export function Composer(props: ComposerProps) {
  const { people, placeholder, autoFocus = false, onSend, onCancel, onWriting } = props;
  const [start] = useState(() => toWritten(props.start ?? ''));
  const [text, setText] = useState(start.text);
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const picked = useRef(start.picked);
  const field = useRef<HTMLTextAreaElement>(null);
  const cursorAfter = useRef<number | null>(null);
  const listId = useId();
  const found = query === null ? [] : matchingPeople(people, query.query);
  const current = found[Math.min(chosen, found.length - 1)];

  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  function change(next: string, cursor: number): void {
    setText(next);
    setQuery(mentionAt(next, cursor));
    setChosen(0);
    onWriting?.(next);
  }

  function pick(person: RoomPerson): void {
    if (query === null) return;
    const { text: next, cursor } = insertMention(text, query, person);
    picked.current = withPicked(picked.current, { text, query, person });
    setText(next);
    setQuery(null);
    cursorAfter.current = cursor;
  }

  // Before the next key arrives, or it would land at the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new text is the reason
  useLayoutEffect(() => {
    if (cursorAfter.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursorAfter.current, cursorAfter.current);
    cursorAfter.current = null;
  }, [text]);

  async function send(): Promise<void> {
    const stored = toStored(text.trim(), picked.current);
    if (stored === '' || busy || props.disabled === true) return;
    setBusy(true);
    const sent = await onSend(stored);
    setBusy(false);
    if (!sent) return;
    onWriting?.('');
    // What was written meanwhile stays.
    setText((now) => (now.startsWith(text) ? now.slice(text.length) : now));
    field.current?.focus();
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (current !== undefined && step !== undefined) setChosen((chosen + step + found.length) % found.length);
    else if (current !== undefined && (event.key === 'Enter' || event.key === 'Tab')) pick(current);
    else if (event.key === 'Escape' && query !== null) setQuery(null);
    else if (event.key === 'Escape' && onCancel !== undefined) onCancel();
    else if (event.key === 'Enter' && !event.shiftKey) void send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.composer} data-list={props.list}>
      {current !== undefined && <MentionList id={listId} people={found} current={current} onPick={pick} />}
      <Textarea
        ref={field}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={messageLength}
        placeholder={placeholder}
        aria-label={props.label ?? placeholder}
        aria-autocomplete="list"
        aria-controls={current === undefined ? undefined : listId}
        aria-activedescendant={current === undefined ? undefined : `${listId}-${current.userId}`}
        value={text}
        onChange={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
        rightSection={
          <ActionIcon
            variant="subtle"
            aria-label={props.sendLabel}
            disabled={text.trim() === '' || busy || props.disabled === true}
            onClick={() => void send()}
          >
            <IconSend2 size={18} stroke={1.5} />
          </ActionIcon>
        }
      />
    </div>
  );
}
