/** The page of the chat, in a sandbox of the editor. It draws what it is told; text is only ever set as text. */
import type { NamedPerson } from '../../written-mentions.ts';
import type { ChatState, FromPage, PageWords, ToPage } from '../chat-protocol.ts';
import { Composer, type Draft } from './composer.ts';
import { element } from './element.ts';
import { messageElement } from './message-element.ts';

/** What is being written, and in which room; the editor keeps it while the page is hidden and over a reload. */
interface KeptDraft extends Draft {
  readonly room: string;
  /** Set while it is being sent: the page may be gone before the answer comes. */
  readonly token?: string;
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
/** What stands in the list, by key, with what it was made of. */
let rows = new Map<string, Row & { readonly nodes: readonly HTMLElement[] }>();
const composer = new Composer({
  words,
  members: () => members,
  submit: (text) => (editing === null ? send(text) : say({ type: 'edit', id: editing, text })),
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

function send(text: string): void {
  const token = crypto.randomUUID();
  const draft = editor.getState();
  if (draft !== undefined) editor.setState({ ...draft, token });
  say({ type: 'send', text, token });
}

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
  const kept = editor.getState();
  if (kept?.token !== undefined && kept.token === state.sent) editor.setState(undefined);
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
  showRows(rowsOf(state));
  list.scrollTop = atEnd ? list.scrollHeight : list.scrollHeight - fromEnd;
}

interface Row {
  readonly key: string;
  /** The row is made anew when this differs. */
  readonly content: string;
  make(): readonly HTMLElement[];
}

/** What has not changed stays as it is, with its focus, its selection and its place for a screen reader. */
function showRows(wanted: readonly Row[]): void {
  const before = rows;
  rows = new Map(
    wanted.map((row) => {
      const known = before.get(row.key);
      return [row.key, known?.content === row.content ? known : { ...row, nodes: row.make() }];
    }),
  );
  const nodes = [...rows.values()].flatMap((row) => row.nodes);
  const stays = new Set<Node>(nodes);
  for (const node of [...list.childNodes]) if (!stays.has(node)) node.remove();
  let at = list.firstChild;
  for (const node of nodes) {
    if (node === at) at = node.nextSibling;
    else list.insertBefore(node, at);
  }
}

function rowsOf(state: ChatState): Row[] {
  if (state.status === 'loading') {
    return [row('loading', '', () => [element('p', { className: 'quiet', textContent: words.loading })])];
  }
  if (state.status === 'failed') {
    const problem = state.problem ?? '';
    return [
      row('problem', problem, () => [element('p', { className: 'quiet', textContent: problem })]),
      row('retry', '', () => [button(words.retry, '', { type: 'retry' })]),
    ];
  }
  if (state.messages.length === 0) {
    return [
      row('empty', '', () => [
        element('h2', { textContent: words.empty }),
        element('p', { className: 'quiet', textContent: words.emptyWhat }),
      ]),
    ];
  }
  const messages = state.messages.map((message) =>
    row(`message ${message.id}`, JSON.stringify(message), () =>
      messageElement(message, { words, edit, remove: (id) => say({ type: 'remove', id }) }),
    ),
  );
  return state.hasOlder
    ? [row('older', '', () => [button(words.older, 'older', { type: 'older' })]), ...messages]
    : messages;
}

function row(key: string, content: string, make: Row['make']): Row {
  return { key, content, make };
}

function button(textContent: string, className: string, said: FromPage): HTMLElement {
  return element('button', { textContent, className, onclick: () => say(said) });
}
