/**
 * Sits in an extension host beside the extension under test and tells the rig what happens there: every change of a
 * room's document with the time at which the editor told of it, and the text as the editor has it. Runs what it is asked to.
 */
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import process from 'node:process';
import {
  authentication,
  commands,
  type ExtensionContext,
  env,
  Position,
  Selection,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

export interface SeenChange {
  /** Milliseconds on the clock that all processes of this machine share. */
  readonly at: number;
  readonly path: string;
  readonly reason: number | null;
  readonly inserted: string;
  readonly removed: number;
}

export interface SeenDocument {
  readonly text: string;
  readonly dirty: boolean;
  readonly version: number;
  readonly selection: readonly [number, number] | null;
}

type Asked =
  | { readonly what: 'changes' }
  | { readonly what: 'document'; readonly path: string }
  | { readonly what: 'folders' }
  | { readonly what: 'accounts' }
  | { readonly what: 'linkHere'; readonly link: string }
  | { readonly what: 'run'; readonly command: string; readonly args: readonly unknown[] }
  | { readonly what: 'open'; readonly path: string; readonly line?: number; readonly character?: number };

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const changes: SeenChange[] = [];
  context.subscriptions.push(
    workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (document.uri.scheme !== 'draftroom') return;
      const at = performance.timeOrigin + performance.now();
      for (const { text, rangeLength } of contentChanges) {
        changes.push({ at, path: document.uri.path, reason: reason ?? null, inserted: text, removed: rangeLength });
      }
    }),
  );
  const answer = async (asked: Asked): Promise<unknown> => {
    switch (asked.what) {
      case 'changes':
        return changes;
      case 'document':
        return seen(asked.path);
      case 'folders':
        return workspace.workspaceFolders?.map(({ uri, name }) => ({ uri: uri.toString(), name })) ?? [];
      case 'accounts':
        return (await authentication.getAccounts('draftroom')).map(({ label }) => label);
      case 'linkHere':
        // What the system hands to an editor on the desktop comes to one in a browser by an address of its own.
        return (await env.asExternalUri(Uri.parse(asked.link).with({ scheme: env.uriScheme }))).toString(true);
      case 'run':
        return (await commands.executeCommand(asked.command, ...asked.args)) ?? null;
      case 'open':
        return await open(asked.path, new Position(asked.line ?? 0, asked.character ?? 0));
    }
  };
  server = createServer((request, response) => void serve(request, response, answer));
  listen(server, process.env.RIG_PROBE_FILE ?? '');
}

/** On any free port, which it leaves in a file: the host of a window that was reloaded may live on for a while. */
function listen(made: Server, file: string): void {
  made.listen(0, '127.0.0.1', () => {
    const address = made.address();
    if (typeof address === 'object' && address !== null) writeFileSync(file, String(address.port));
  });
}

export function deactivate(): void {
  server?.closeAllConnections();
  server?.close();
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (asked: Asked) => Promise<unknown>,
): Promise<void> {
  try {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.end(JSON.stringify({ answer: (await answer(JSON.parse(body) as Asked)) ?? null }));
  } catch (error) {
    response.statusCode = 500;
    response.end(JSON.stringify({ error: String(error) }));
  }
}

function seen(path: string): SeenDocument | null {
  const document = workspace.textDocuments.find(({ uri }) => uri.scheme === 'draftroom' && uri.path === path);
  if (document === undefined) return null;
  const editor = window.visibleTextEditors.find((candidate) => candidate.document === document);
  const offsets = (one: TextDocument, two: Selection): [number, number] => [
    one.offsetAt(two.anchor),
    one.offsetAt(two.active),
  ];
  return {
    text: document.getText(),
    dirty: document.isDirty,
    version: document.version,
    selection: editor === undefined ? null : offsets(document, editor.selection),
  };
}

async function open(path: string, at: Position): Promise<boolean> {
  const room = workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'draftroom');
  if (room === undefined) throw new Error('no room is open in this window');
  await window.showTextDocument(Uri.joinPath(room.uri, path), { preview: false, selection: new Selection(at, at) });
  return true;
}
