/** Bindings with the faults of well-known ones. */
import type { TextPosition } from '../editor-text.ts';
import { LineMap } from '../line-map.ts';
import type { Mutant } from './bound-window.ts';

export const mutants: readonly Mutant[] = [
  {
    name: 'takes whatever comes while it applies an edit for its echo',
    event: (event, { applying }) => (applying ? null : event),
  },
  {
    name: 'takes a refused edit for an accepted one',
    editor: (editor) => ({
      get version() {
        return editor.version;
      },
      read: () => editor.read(),
      views: () => editor.views(),
      apply: async (edits) => {
        await editor.apply(edits);
        return true;
      },
    }),
  },
  {
    name: 'tries a refused edit again where it was',
    editor: (editor) => ({
      get version() {
        return editor.version;
      },
      read: () => editor.read(),
      views: () => editor.views(),
      apply: async (edits) => (await editor.apply(edits)) || (await editor.apply(edits)),
    }),
  },
  {
    name: 'counts offsets with the line ends that the editor shows',
    event: (event, { editor, binding }) => {
      const lines = new LineMap(binding.shown);
      const counted = (position: TextPosition): TextPosition =>
        lines.position(lines.offset(position) + (editor.eol === 'CRLF' ? position.line : 0));
      const changes = event.changes.map(({ start, end, text }) => ({ start: counted(start), end: counted(end), text }));
      return { ...event, changes };
    },
  },
  {
    name: 'does not see that a change is the editor’s own undo',
    event: ({ version, changes }) => ({ version, changes }),
  },
  { name: 'takes a file that was read again for typing', forgetsReads: true },
  { name: 'takes a save of what was shown for an edit', takesSavesForEdits: true },
];
