/** What a text of the room says at a moment, to be compared with a file: to be read only, and not the document itself. */
import { type TextDocumentContentProvider, Uri } from 'vscode';
import type { Sharing } from './sharing.ts';

export const viewScheme = 'draftroom-room-text';

export class RoomTextView implements TextDocumentContentProvider {
  readonly #sharing: Sharing;

  constructor(sharing: Sharing) {
    this.#sharing = sharing;
  }

  async provideTextDocumentContent({ path }: Uri): Promise<string> {
    return (await this.#sharing.roomText(path.slice(1))) ?? '';
  }
}

/** Another one each time: the editor keeps what an address said. */
export function viewOf(path: string): Uri {
  return Uri.from({ scheme: viewScheme, path: `/${path}`, query: String(Date.now()) });
}
