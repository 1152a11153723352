/** The chat beside the work: a page in the side bar. Everything it shows comes as data; nothing in it is markup. */

import { HubClientError, toHubClientError } from '@draftroom/core/client/hub-client-error';
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
import { hubMessage } from '../hubs/hub-message.ts';
import type { OpenRooms } from '../rooms/open-rooms.ts';
import type { WindowRooms } from '../rooms/window-rooms.ts';
import { chatPage } from './chat-page-html.ts';
import { type ChatState, type FromPage, readFromPage, type ToPage } from './chat-protocol.ts';
import { shownMessages } from './message-list.ts';
import { RoomChat } from './room-chat.ts';
import type { TypingMarks } from './typing-marks.ts';

export const chatViewId = 'draftroom.chat';

export interface ChatViewDeps {
  readonly extension: Uri;
  readonly rooms: Pick<OpenRooms, 'open' | 'opened' | 'closed'>;
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
  /** Why the room could not be opened. */
  #problem: string | null = null;
  /** The message that was taken last. */
  #sent: string | null = null;
  /** Where reading stopped when the page came into sight: the mark stays there while one reads. */
  #mark: string | null | undefined;

  constructor(deps: ChatViewDeps) {
    this.#deps = deps;
    this.#held.push(
      window.registerWebviewViewProvider(chatViewId, this),
      new Disposable(deps.here.changed.listen(() => void this.#enterRoom())),
      deps.typing.onDidChange(() => this.#show()),
      window.onDidChangeWindowState(() => this.#read()),
      new Disposable(deps.rooms.opened.listen(() => void this.#enterRoom())),
      new Disposable(deps.rooms.closed.listen(({ roomId }) => this.#roomClosed(roomId))),
      deps.onAccountsChanged(() => deps.isSignedIn() && void this.#enterRoom()),
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
    const { here, rooms, log, typing } = this.#deps;
    const roomId = here.ids[0] ?? null;
    if (roomId !== this.#roomId) this.#leave();
    this.#roomId = roomId;
    if (roomId === null || this.#chat !== null) return;
    this.#problem = null;
    this.#show();
    try {
      const room = await rooms.open(roomId);
      if (this.#roomId !== roomId || this.#chat !== null) return;
      const chat = new RoomChat({
        roomId,
        hub: room,
        events: room.facts.events,
        onNamed: (from, excerpt) => void this.#tellNamed(from, excerpt),
        onRead: () => this.#deps.onRead(),
        onProblem: (error) => log.error('chat', error),
      });
      this.#chat = chat;
      chat.onDidChange(() => this.#changed());
      chat.start();
      void typing.watch(roomId);
    } catch (error) {
      log.error('chat', error);
      if (this.#roomId !== roomId || this.#chat !== null) return;
      this.#problem = hubMessage(toHubClientError(error));
      this.#show();
    }
  }

  /** Nobody is asked to sign in because they have just signed out. */
  #roomClosed(roomId: string): void {
    if (roomId !== this.#roomId) return;
    this.#leave();
    this.#problem = hubMessage(new HubClientError({ code: 'not_signed_in' }));
    this.#show();
  }

  #leave(): void {
    this.#chat?.dispose();
    this.#chat = null;
    this.#problem = null;
    this.#mark = undefined;
    this.#show();
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
    const without: ChatState = {
      ...nothing,
      status: this.#problem === null ? 'loading' : 'failed',
      problem: this.#problem,
    };
    void this.#view.webview.postMessage(chat === null ? without : this.#stateOf(chat));
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
      sent: this.#sent,
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
    if (said.type === 'retry' && chat === null) await this.#enterRoom();
    if (chat === null) return;
    try {
      if (said.type === 'send') {
        await chat.send(said.text);
        this.#sent = said.token;
      }
      if (said.type === 'edit') await chat.edit(said.id, said.text);
      if (said.type === 'send' || said.type === 'edit') answer({ type: 'sent' });
      if (said.type === 'remove' && (await askToRemove())) await chat.remove(said.id);
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

async function askToRemove(): Promise<boolean> {
  const yes = l10n.t('Remove');
  const detail = l10n.t('The words are gone for good; that something was said stays.');
  return (await window.showWarningMessage(l10n.t('Remove this message?'), { modal: true, detail }, yes)) === yes;
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
  sent: null,
};

function typingText(names: readonly string[]): string {
  const [first, second, third] = names;
  if (first === undefined) return '';
  if (second === undefined) return l10n.t('{0} is writing…', first);
  if (third === undefined) return l10n.t('{0} and {1} are writing…', first, second);
  return l10n.t('{0} people are writing…', names.length);
}
