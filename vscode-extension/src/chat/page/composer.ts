/** Where one writes: Enter sends, Shift+Enter starts a line, @ names somebody. */
import { mentionAt, type NamedPerson, type OpenMention, toRead, toStored } from '../../written-mentions.ts';
import type { PageWords } from '../chat-protocol.ts';
import { element } from './element.ts';

/** A message as far as it is written. */
export interface Draft {
  readonly text: string;
  readonly named: readonly NamedPerson[];
}

export interface ComposerOptions {
  readonly words: PageWords;
  members(): readonly NamedPerson[];
  submit(text: string): void;
  cancel(): void;
  typing(on: boolean): void;
  changed(draft: Draft): void;
}

export class Composer {
  readonly element: HTMLFormElement;
  readonly #options: ComposerOptions;
  readonly #field: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  readonly #cancel: HTMLButtonElement;
  readonly #problem = element('p', { className: 'problem', role: 'alert', hidden: true });
  readonly #names = element('ul', { className: 'names', role: 'listbox', hidden: true });
  #mention: OpenMention | null = null;
  #found: readonly NamedPerson[] = [];
  #chosen = 0;
  /** Names that were taken from the list, so that they can be stored as mentions. */
  #named: NamedPerson[] = [];

  constructor(options: ComposerOptions) {
    this.#options = options;
    const { words } = options;
    this.#field = element('textarea', { rows: 2, placeholder: words.write, ariaLabel: words.write, maxLength: 4_000 });
    this.#send = element('button', { type: 'submit', textContent: words.send });
    this.#cancel = element('button', {
      type: 'button',
      textContent: words.cancel,
      hidden: true,
      onclick: options.cancel,
    });
    const bar = element('div', { className: 'bar' }, [this.#cancel, this.#send]);
    this.element = element('form', { className: 'composer' }, [this.#problem, this.#names, this.#field, bar]);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener('input', () => this.#changed());
    this.#field.addEventListener('keydown', (event) => this.#key(event));
    this.#field.addEventListener('blur', () => this.#close());
  }

  clear(): void {
    this.#field.value = '';
    this.#named = [];
    this.#field.disabled = false;
    this.#field.focus();
    this.refuse('');
  }

  /** Null: a new message is written again. */
  edit(text: string | null): void {
    const { words } = this.#options;
    this.#send.textContent = text === null ? words.send : words.save;
    this.#cancel.hidden = text === null;
    const read = toRead(text ?? '');
    this.#field.value = read.text;
    this.#named = [...read.named];
    if (text !== null) this.#field.focus();
  }

  restore({ text, named }: Draft): void {
    this.#field.value = text;
    this.#named = [...named];
  }

  refuse(problem: string): void {
    this.#field.disabled = false;
    this.#problem.textContent = problem;
    this.#problem.hidden = problem === '';
  }

  #submit(): void {
    const text = toStored(this.#field.value.trim(), this.#named);
    if (text === '') return;
    this.#field.disabled = true;
    this.#options.typing(false);
    this.#options.submit(text);
  }

  #changed(): void {
    this.#options.typing(this.#field.value !== '');
    this.#options.changed({ text: this.#field.value, named: this.#named });
    this.#mention = mentionAt(this.#field.value, this.#field.selectionStart);
    const wanted = this.#mention?.query.toLocaleLowerCase();
    this.#found =
      wanted === undefined
        ? []
        : this.#options
            .members()
            .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
            .slice(0, 6);
    this.#chosen = 0;
    this.#showNames();
  }

  #showNames(): void {
    this.#names.hidden = this.#found.length === 0;
    this.#names.replaceChildren(
      ...this.#found.map((member, index) =>
        element('li', {
          role: 'option',
          ariaSelected: String(index === this.#chosen),
          textContent: member.name,
          // Before the field loses the focus, which closes the list.
          onmousedown: (event) => {
            event.preventDefault();
            this.#take(member);
          },
        }),
      ),
    );
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const member = this.#found[this.#chosen];
    if (member !== undefined && ['Enter', 'Tab'].includes(event.key)) {
      event.preventDefault();
      this.#take(member);
    } else if (member !== undefined && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#chosen = (this.#chosen + step + this.#found.length) % this.#found.length;
      this.#showNames();
    } else if (event.key === 'Escape') {
      if (member !== undefined) this.#close();
      else if (!this.#cancel.hidden) this.#options.cancel();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    }
  }

  #take(member: NamedPerson): void {
    if (this.#mention === null) return;
    const { start, end } = this.#mention;
    this.#field.setRangeText(`@${member.name} `, start, end, 'end');
    this.#named.push(member);
    this.#options.changed({ text: this.#field.value, named: this.#named });
    this.#close();
  }

  #close(): void {
    this.#mention = null;
    this.#found = [];
    this.#showNames();
  }
}
