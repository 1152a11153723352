import { useRef } from 'react';
import { t } from '../../kit/messages/language.ts';
import { useRoom } from '../session/room-context.ts';
import { collectFiles } from './dropped-entries.ts';
import { startImport } from './import-state.ts';

/** The browser's own dialogs for files and for a folder. */
export function useFileChooser() {
  const { hub, room } = useRoom();
  const files = useRef<HTMLInputElement>(null);
  const directory = useRef<HTMLInputElement>(null);
  const into = useRef('');

  function take(event: React.ChangeEvent<HTMLInputElement>): void {
    const collected = collectFiles(event.currentTarget.files ?? []);
    event.currentTarget.value = '';
    void startImport({ hub, roomId: room.id, folder: into.current, collected });
  }

  const asDirectory = (input: HTMLInputElement | null): void => {
    directory.current = input;
    if (input !== null) input.webkitdirectory = true;
  };
  const inputs = (
    <>
      <input ref={files} type="file" multiple hidden aria-label={t('room.importFiles')} onChange={take} />
      <input ref={asDirectory} type="file" hidden aria-label={t('room.importFolder')} onChange={take} />
    </>
  );
  return {
    inputs,
    choose: (folder: string): void => {
      into.current = folder;
      files.current?.click();
    },
    chooseFolder: (): void => {
      into.current = '';
      directory.current?.click();
    },
  };
}
