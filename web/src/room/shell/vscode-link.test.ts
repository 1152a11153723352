import { expect, it } from 'vitest';
import { vscodeLink } from './vscode-link.ts';

it('a link to VS Code names the hub and the room', () => {
  expect(vscodeLink('https://draft.example.org:8443', '01h8xgjwbwbaq4ts9p6e')).toBe(
    'vscode://draftroom.draftroom-vscode/join?hub=https%3A%2F%2Fdraft.example.org%3A8443&room=01h8xgjwbwbaq4ts9p6e',
  );
});
