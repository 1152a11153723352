import { type ChangeEvent, type RefObject, useCallback, useRef } from 'react';
import { t } from '../../kit/messages/language.ts';
import type { Store } from '../session/store.ts';
import type { BoardUi } from './board-context.ts';
import type { OpenBoard } from './open-board.ts';
import { takeEach } from './take-each.ts';
import { takeFile } from './take-files.ts';

const accepted = '.excalidraw,.excalidrawlib,.json,image/png,image/jpeg,image/gif,image/webp,image/avif,image/svg+xml';

/** Files that come to the board, from the browser's dialog or from a drop; what became of each is said. */
export function useBoardFiles(host: RefObject<HTMLElement | null>, board: OpenBoard | null, ui: Store<BoardUi>) {
  const field = useRef<HTMLInputElement>(null);
  const take = useCallback(
    async (files: readonly File[]): Promise<void> => {
      if (board === null || files.length === 0) return;
      ui.set({ importing: true, dialog: null });
      try {
        await takeEach(files, (file) => takeFile(board.api, host.current ?? document, file));
      } finally {
        ui.set({ importing: false });
      }
    },
    [host, board, ui],
  );
  const choose = useCallback(() => field.current?.click(), []);
  const input = (
    <input
      ref={field}
      type="file"
      accept={accepted}
      multiple
      hidden
      aria-label={t('board.import')}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = '';
        void take(files);
      }}
    />
  );
  return { input, choose, take };
}
