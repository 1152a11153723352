/** The editor, which is most of what a room loads. Asked for as soon as a room opens, while the room itself is on its way. */
export function loadCodeArea(): Promise<typeof import('../code/CodeArea.tsx')> {
  return import('../code/CodeArea.tsx');
}
