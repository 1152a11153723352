import { createContext, useContext } from 'react';
import { createStore, type Store } from '../session/store.ts';
import type { OpenBoard } from './open-board.ts';

export interface BoardUi {
  dialog: 'export' | 'templates' | null;
  outline: boolean;
  /** The next press on the sheet says what a comment will be on. */
  placing: boolean;
  /** A file of this person's is being read. */
  importing: boolean;
}

export interface BoardValue {
  board: OpenBoard;
  ui: Store<BoardUi>;
  documentId: string;
  path: string;
  mayWrite: boolean;
  mayComment: boolean;
  /** The browser's own dialog for files, then what was chosen goes onto the board. */
  chooseFile: () => void;
}

export function createBoardUi(): Store<BoardUi> {
  return createStore<BoardUi>({ dialog: null, outline: false, placing: false, importing: false });
}

export const BoardContext = createContext<BoardValue | null>(null);

export function useBoard(): BoardValue {
  const value = useContext(BoardContext);
  if (value === null) throw new Error('outside of a board');
  return value;
}
