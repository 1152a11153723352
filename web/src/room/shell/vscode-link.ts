/** Opens a room in VS Code: the address is answered by the extension `draftroom.draftroom-vscode`. */
export function vscodeLink(hub: string, roomId: string): string {
  const query = new URLSearchParams({ hub, room: roomId });
  return `vscode://draftroom.draftroom-vscode/join?${query}`;
}
