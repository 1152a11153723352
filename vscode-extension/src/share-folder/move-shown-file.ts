import { Uri, WorkspaceEdit, workspace } from 'vscode';
import type { LocalDisk } from './local-disk.ts';

/** Editors go along when the editor itself moves the file. False: something is in the way. */
export async function moveShownFile(move: {
  disk: LocalDisk;
  root: Uri;
  from: string;
  to: string;
  /** Of the editor that shows it. */
  shownAs: Uri | null;
}): Promise<boolean> {
  const { disk, root, from, to, shownAs } = move;
  if (shownAs === null || (await disk.obstacle(to)) !== null) return await disk.move(from, to);
  const edit = new WorkspaceEdit();
  edit.renameFile(shownAs, Uri.joinPath(root, to), { overwrite: false });
  return (await workspace.applyEdit(edit)) || (await disk.move(from, to));
}
