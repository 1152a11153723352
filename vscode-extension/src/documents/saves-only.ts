import { type TextDocument, workspace } from 'vscode';

/** Whether saving changes nothing in the text. */
export function savesOnly(document: TextDocument): boolean {
  const editor = workspace.getConfiguration('editor', document);
  const files = workspace.getConfiguration('files', document);
  const actions = Object.values(editor.get<Record<string, unknown>>('codeActionsOnSave', {}));
  return (
    !editor.get('formatOnSave', false) &&
    actions.every((when) => when === false || when === 'never') &&
    !files.get('trimTrailingWhitespace', false) &&
    !files.get('insertFinalNewline', false) &&
    !files.get('trimFinalNewlines', false)
  );
}
