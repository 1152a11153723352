import { t } from '../../kit/messages/language.ts';
import { type Action, useActions } from '../../kit/palette/actions.ts';
import { useBoard } from './board-context.ts';
import { copyPicture } from './export-board.ts';
import { makeClean } from './shape-pen/make-clean.ts';
import { chooseAutomatic } from './shape-pen/pen-state.ts';

/** What can be done with the board in front, for the command palette. */
export function useBoardActions(): void {
  const { board, ui, mayWrite, chooseFile } = useBoard();
  useActions(() => {
    const action = (id: string, title: string, run: () => void): Action => ({
      id: `board.${id}`,
      title,
      group: 'actions',
      run,
    });
    const { empty } = board.view.get();
    return [
      ...(mayWrite
        ? [
            action('import', t('board.import'), chooseFile),
            action('templates', t('board.templates'), () => ui.set({ dialog: 'templates' })),
            action('pen', t('board.pen'), () => board.pen.toggle()),
            action('clean', t('board.clean'), () => void makeClean(board)),
            action('penAutomatic', t('board.penAutomatic'), () =>
              chooseAutomatic(board.pen.state, !board.pen.state.get().automatic),
            ),
          ]
        : []),
      ...(empty
        ? []
        : [
            action('export', t('board.export'), () => ui.set({ dialog: 'export' })),
            action('copy', t('board.copyPicture'), () => void copyPicture(board)),
          ]),
      action('outline', t('board.outline'), () => ui.set({ outline: true })),
    ];
  });
}
