import type { PageWords, ShownMessage } from '../chat-protocol.ts';
import { element } from './element.ts';

export interface MessageActions {
  readonly words: PageWords;
  edit(message: ShownMessage): void;
  remove(id: string): void;
}

export function messageElement(message: ShownMessage, actions: MessageActions): HTMLElement[] {
  const { words } = actions;
  const above: HTMLElement[] = [];
  if (message.day !== null) above.push(element('p', { className: 'day', textContent: message.day }));
  if (message.firstUnread) above.push(element('p', { className: 'unread', textContent: words.unread }));
  const article = element('article', { className: message.namesMe ? 'message named' : 'message' });
  if (!message.continues) article.append(head(message, words));
  article.append(textOf(message, words), buttons(message, actions));
  return [...above, article];
}

function head({ author, time, fullTime }: ShownMessage, words: PageWords): HTMLElement {
  const dot = element('span', { className: 'dot', ariaHidden: 'true' });
  // A style attribute would be refused by the page's policy; a property is not.
  dot.style.backgroundColor = author?.colour ?? 'gray';
  const name = element('strong', { textContent: author?.name ?? words.someoneGone });
  return element('header', {}, [dot, name, element('time', { textContent: time, title: fullTime })]);
}

function textOf(message: ShownMessage, words: PageWords): HTMLElement {
  if (message.removed) return element('p', { className: 'text gone', textContent: words.removed });
  const parts = message.parts.map((part) =>
    'mention' in part ? element('span', { className: 'mention', textContent: `@${part.mention}` }) : part.text,
  );
  const edited = element('span', { className: 'edited', textContent: ` ${words.edited}` });
  return element('p', { className: 'text' }, message.edited ? [...parts, edited] : parts);
}

function buttons(message: ShownMessage, { words, edit, remove }: MessageActions): HTMLElement {
  const bar = element('div', { className: 'actions' });
  if (message.canEdit) bar.append(element('button', { textContent: words.edit, onclick: () => edit(message) }));
  if (message.canRemove)
    bar.append(element('button', { textContent: words.remove, onclick: () => remove(message.id) }));
  return bar;
}
