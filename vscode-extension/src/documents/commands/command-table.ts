import type { Command } from '../../command.ts';
import type { BoundDocuments } from '../bound-documents.ts';
import { redoCommand } from './redo.ts';
import { undoCommand } from './undo.ts';

export function documentCommands(documents: BoundDocuments): Command[] {
  return [undoCommand(documents), redoCommand(documents)];
}
