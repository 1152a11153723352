import { pathFault } from '@draftroom/core/schema/documents';
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { reasonText, t } from '../../kit/messages/language.ts';
import styles from './tree.module.css';
import { inFolder } from './tree-model.ts';

interface NameFieldProps {
  label: string;
  folder: string;
  initial: string;
  /** Null: not after all. */
  onDone: (name: string | null) => void;
}

/** A name or path, typed in place. Enter takes it, Esc leaves it. */
export function NameField({ label, folder, initial, onDone }: NameFieldProps) {
  const [name, setName] = useState(initial);
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  const fault = name.trim() === '' ? null : pathFault(inFolder(folder, name.trim()));

  useEffect(() => {
    const field = input.current;
    if (field === null) return;
    field.focus();
    // The name without its ending: what people change.
    const dot = initial.lastIndexOf('.');
    field.setSelectionRange(0, dot > 0 ? dot : initial.length);
  }, [initial]);

  function finish(result: string | null): void {
    if (done.current) return;
    done.current = true;
    onDone(result);
  }

  return (
    <TextInput
      ref={input}
      className={styles.nameField}
      size="xs"
      aria-label={folder === '' ? label : t('room.inFolder', { label, folder })}
      value={name}
      error={fault === null ? undefined : t('room.badName', { reason: reasonText(fault) })}
      onChange={(event) => setName(event.currentTarget.value)}
      onBlur={() => finish(fault === null && name.trim() !== '' && name !== initial ? name.trim() : null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') finish(null);
        else if (event.key === 'Enter' && fault === null && name.trim() !== '') finish(name.trim());
      }}
    />
  );
}
