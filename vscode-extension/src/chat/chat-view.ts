/** The chat beside the work: a page in the side bar. Everything it shows comes as data; nothing in it is markup. */
import {
  commands,
  Disposable,
  type Event,
  env,
  l10n,
  Uri,
  type Webview,
  type WebviewView,
  type WebviewViewProvider,
  window,
} from 'vscode';
import { messageFor } from '../command.ts';
import type { DraftroomLog } from '../diagnostics/draftroom-log.ts';
import type { HubAccess } from '../rooms/hub-access.ts';
import type { WindowRooms } from '../rooms/window-rooms.ts';
import { chatPage } from './chat-page-html.ts';
import { type ChatState, type FromPage, readFromPage, type ToPage } from './chat-protocol.ts';
import { shownMessages } from './message-list.ts';
import { RoomChat } from './room-chat.ts';
import type { TypingMarks } from './typing-marks.ts';

export const chatViewId = 'draftroom.chat';

export interface ChatViewDeps {
  readonly extension: Uri;
  /** The open room’s own connection. */
  readonly rooms: HubAccess;
  readonly here: WindowRooms;
  /** Somebody has signed in or out. */
  readonly onAccountsChanged: Event<void>;
  isSignedIn(): boolean;
  readonly typing: TypingMarks;
  onRead(): void;
  readonly log: DraftroomLog;
}

export class ChatView implements WebviewViewProvider, Disposable {
  readonly #deps: ChatViewDeps;
  readonly #held: Disposable[] = [];
  #view: WebviewView | null = null;
  #chat: RoomChat | null = null;
  #roomId: string | null = null;
  /** Where reading stopped when the page came into sight: the mark stays there while one reads. */
  #mark: string | null | undefined;

  constructor(deps: ChatViewDeps) {
    this.#deps = deps;
    this.#held.push(
      window.registerWebviewViewProvider(chatViewId, this),
      new Disposable(deps.here.changed.listen(() => void this.#enterRoom())),
      deps.typing.onDidChange(() => this.#show()),
      window.onDidChangeWindowState(() => this.#read()),
      deps.onAccountsChanged(() => void this.#accountsChanged()),
    );
    void this.#enterRoom();
  }

  resolveWebviewView(view: WebviewView): void {
    this.#view = view;
    const media = Uri.joinPath(this.#deps.extension, 'media');
    view.webview.options = { enableScripts: true, localResourceRoots: [media] };
    view.webview.html = chatPage(view.webview, media);
    view.webview.onDidReceiveMessage((message: unknown) => {
      const said = readFromPage(message);
      if (said !== null) void this.#hear(said, view.webview);
    });
    view.onDidChangeVisibility(() => this.#seen());
    view.onDidDispose(() => {
      this.#view = null;
    });
    this.#seen();
  }

  dispose(): void {
    this.#chat?.dispose();
    for (const part of this.#held) part.dispose();
  }

  async #enterRoom(): Promise<void> {
    const roomId = this.#deps.here.ids[0] ?? null;
    if (roomId === this.#roomId) return;
    this.#roomId = roomId;
    this.#chat?.dispose();
    this.#chat = null;
    this.#mark = undefined;
    this.#show();
    if (roomId === null) return;
    try {
      const hub = await this.#deps.rooms.connect(roomId);
      if (this.#roomId !== roomId) return;
      const chat = new RoomChat({
        roomId,
        hub,
        onNamed: (from, excerpt) => void this.#tellNamed(from, excerpt),
        onRead: () => this.#deps.onRead(),
        onProblem: (error) => this.#deps.log.error('chat', error),
      });
      this.#chat = chat;
      chat.onDidChange(() => this.#changed());
      chat.start();
      void this.#deps.typing.watch(roomId);
    } catch (error) {
      this.#deps.log.error('chat', error);
      if (this.#roomId === roomId) this.#roomId = null;
    }
  }

  /** A new session has a new client. Nobody is asked to sign in because they have just signed out. */
  async #accountsChanged(): Promise<void> {
    const chat = this.#chat;
    if (this.#deps.isSignedIn()) {
      const roomId = this.#roomId;
      const hub = chat === null || roomId === null ? null : await this.#deps.rooms.connect(roomId).catch(() => null);
      if (chat !== null && hub?.client === chat.client) return;
    }
    if (this.#chat !== chat) return;
    chat?.dispose();
    this.#chat = null;
    this.#roomId = null;
    this.#show();
    if (this.#deps.isSignedIn()) await this.#enterRoom();
  }

  #changed(): void {
    this.#read();
    this.#show();
    const unread = this.#chat?.unread ?? 0;
    if (this.#view !== null) {
      this.#view.badge = unread === 0 ? undefined : { value: unread, tooltip: l10n.t('{0} unread messages', unread) };
    }
  }

  #seen(): void {
    if (this.#view?.visible !== true) this.#mark = undefined;
    this.#read();
    this.#show();
  }

  /** What is in front of somebody's eyes is read; the mark remembers from where on it was new. */
  #read(): void {
    if (this.#view?.visible !== true || !window.state.focused || this.#chat?.status !== 'ready') return;
    if (this.#mark === undefined) this.#mark = this.#chat.readId;
    this.#chat.markRead();
  }

  #show(): void {
    const chat = this.#chat;
    if (this.#view === null) return;
    void this.#view.webview.postMessage(chat === null ? nothing : this.#stateOf(chat));
  }

  #stateOf(chat: RoomChat): ChatState {
    const { room } = chat;
    const canWrite = room?.rights.chat === true;
    return {
      type: 'state',
      roomId: this.#roomId,
      room: room?.name ?? '',
      status: chat.status,
      problem: chat.problem,
      hasOlder: chat.hasOlder,
      members: chat.members.map(({ userId, name }) => ({ userId, name })),
      cannotWrite: canWrite ? null : l10n.t('You can read here. Join the room to write.'),
      typing: typingText(this.#deps.typing.names),
      messages: shownMessages(chat.messages, {
        userId: chat.userId,
        canWrite,
        manages: room?.rights.manage === true,
        language: env.language,
        readId: this.#mark ?? null,
        now: Date.now(),
      }),
    };
  }

  async #hear(said: FromPage, webview: Webview): Promise<void> {
    const chat = this.#chat;
    const answer = (message: ToPage) => void webview.postMessage(message);
    if (said.type === 'shown') this.#show();
    if (said.type === 'typing') this.#deps.typing.set(said.on);
    if (chat === null) return;
    try {
      if (said.type === 'send') await chat.send(said.text);
      if (said.type === 'edit') await chat.edit(said.id, said.text);
      if (said.type === 'send' || said.type === 'edit') answer({ type: 'sent' });
      if (said.type === 'remove') await chat.remove(said.id);
      if (said.type === 'older') await chat.loadOlder();
      if (said.type === 'retry') await chat.load();
    } catch (error) {
      this.#deps.log.error('chat', error);
      answer({ type: 'refused', problem: messageFor(error) });
    }
  }

  async #tellNamed(from: string, excerpt: string): Promise<void> {
    if (this.#view?.visible === true) return;
    const open = l10n.t('Open Chat');
    const chosen = await window.showInformationMessage(l10n.t('{0}: {1}', from, excerpt), open);
    if (chosen === open) await commands.executeCommand(`${chatViewId}.focus`);
  }
}

const nothing: ChatState = {
  type: 'state',
  roomId: null,
  room: '',
  status: 'loading',
  problem: null,
  messages: [],
  hasOlder: false,
  members: [],
  cannotWrite: '',
  typing: '',
};

function typingText(names: readonly string[]): string {
  const [first, second, third] = names;
  if (first === undefined) return '';
  if (second === undefined) return l10n.t('{0} is writing…', first);
  if (third === undefined) return l10n.t('{0} and {1} are writing…', first, second);
  return l10n.t('{0} people are writing…', names.length);
}
