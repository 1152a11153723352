import { window } from 'vscode';
import type { Command } from '../command.ts';
import { FindPicker } from './find-picker.ts';
import type { RoomTexts } from './room-texts.ts';

/** Starts with the argument, or with what is selected on one line. */
export function findInRoom(texts: RoomTexts): Command {
  return {
    id: 'draftroom.findInRoom',
    run: (argument) => new FindPicker(texts, typeof argument === 'string' ? argument : selectedText()).show(),
  };
}

function selectedText(): string {
  const editor = window.activeTextEditor;
  return editor?.selection.isSingleLine === true ? editor.document.getText(editor.selection) : '';
}
