/** The page of the chat, in a sandbox of the editor. It draws what it is told; text is only ever set as text. */
import type { NamedPerson } from '../../written-mentions.ts';
import type { ChatState, FromPage, PageWords, ToPage } from '../chat-protocol.ts';
import { Composer, type Draft } from './composer.ts';
import { element } from './element.ts';
import { messageElement } from './message-element.ts';

/** What is being written, and in which room; the editor keeps it while the page is hidden and over a reload. */
interface KeptDraft extends Draft {
  readonly room: string;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): KeptDraft | undefined;
  setState(draft: KeptDraft | undefined): void;
};

const editor = acquireVsCodeApi();
const words = JSON.parse(document.body.dataset.words ?? '{}') as PageWords;
const say = (message: FromPage) => editor.postMessage(message);

const list = element('div', { className: 'list', role: 'log', tabIndex: 0, ariaLabel: words.messages });
const typing = element('p', { className: 'typing', role: 'status' });
const notice = element('p', { className: 'notice' });
let members: readonly NamedPerson[] = [];
let editing: string | null = null;
let room: string | null = null;
const composer = new Composer({
  words,
  members: () => members,
  submit: (text) => say(editing === null ? { type: 'send', text } : { type: 'edit', id: editing, text }),
  cancel: () => edit(null),
  typing: (on) => say({ type: 'typing', on }),
  changed: (draft) => {
    // What an older message is changed to is not a message that is being written.
    if (editing === null && room !== null) editor.setState(draft.text === '' ? undefined : { ...draft, room });
  },
});
document.body.append(list, typing, notice, composer.element);

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (data.type === 'state') show(data);
  if (data.type === 'sent') {
    if (editing === null) editor.setState(undefined);
    composer.clear();
    edit(null);
  }
  if (data.type === 'refused') composer.refuse(data.problem);
});
say({ type: 'shown' });

function edit(message: { id: string; text: string } | null): void {
  editing = message?.id ?? null;
  composer.edit(message?.text ?? null);
  if (message === null) restore();
}

function restore(): void {
  const draft = editor.getState();
  if (draft !== undefined && draft.room === room) composer.restore(draft);
}

function show(state: ChatState): void {
  members = state.members;
  if (state.status === 'ready' && state.roomId !== room) {
    const isFirst = room === null;
    room = state.roomId;
    if (!isFirst) edit(null);
    restore();
  }
  typing.textContent = state.typing;
  notice.textContent = state.status === 'ready' ? (state.cannotWrite ?? '') : '';
  notice.hidden = notice.textContent === '';
  composer.element.hidden = state.status !== 'ready' || state.cannotWrite !== null;
  // Somebody who has scrolled up to read is left where they are.
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const fromEnd = list.scrollHeight - list.scrollTop;
  list.replaceChildren(...rows(state));
  list.scrollTop = atEnd ? list.scrollHeight : list.scrollHeight - fromEnd;
}

function rows(state: ChatState): Node[] {
  if (state.status === 'loading') return [element('p', { className: 'quiet', textContent: words.loading })];
  if (state.status === 'failed') {
    const retry = element('button', { textContent: words.retry, onclick: () => say({ type: 'retry' }) });
    return [element('p', { className: 'quiet', textContent: state.problem ?? '' }), retry];
  }
  if (state.messages.length === 0) {
    return [
      element('h2', { textContent: words.empty }),
      element('p', { className: 'quiet', textContent: words.emptyWhat }),
    ];
  }
  const older = element('button', {
    className: 'older',
    textContent: words.older,
    onclick: () => say({ type: 'older' }),
  });
  const messages = state.messages.flatMap((message) =>
    messageElement(message, { words, edit, remove: (id) => say({ type: 'remove', id }) }),
  );
  return state.hasOlder ? [older, ...messages] : messages;
}
