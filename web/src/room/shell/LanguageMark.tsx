import { languageChoices, languageSchema } from '@draftroom/core/schema/documents';
import { Popover, Select, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import { roomKeys } from '../session/room-queries.ts';
import type { Entry } from '../session/use-entries.ts';
import styles from './room.module.css';

const byName = '';

/** The language of the text in front; writers can choose another, for everyone. */
export function LanguageMark({ entry }: { entry: Extract<Entry, { kind: 'document' }> }) {
  const { hub, room } = useRoom();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const { id, language, languageChosen } = entry.document;
  const name = languageChoices.find((choice) => choice.id === language)?.label ?? language;
  if (!room.rights.write) return <span>{name}</span>;

  const choose = async (value: string | null): Promise<void> => {
    setOpen(false);
    const chosen = value === null || value === byName ? null : languageSchema.parse(value);
    await act(async () => {
      await hub.trpc.documents.setLanguage.mutate({ documentId: id, language: chosen });
      await queries.invalidateQueries({ queryKey: roomKeys.tree(room.id) });
    });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" shadow="md" trapFocus width={240}>
      <Popover.Target>
        <UnstyledButton
          className={styles.statusButton}
          aria-label={t('room.languageOf', { language: name })}
          onClick={() => setOpen(!open)}
        >
          {name}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Select
          data-autofocus
          searchable
          label={t('room.language')}
          description={t('room.languageWhat')}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: byName, label: t('room.languageByName') },
            ...languageChoices.map((choice) => ({ value: choice.id, label: choice.label })),
          ]}
          value={languageChosen ? language : byName}
          onChange={(value) => void choose(value)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
