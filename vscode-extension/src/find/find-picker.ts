/** Find in room: results appear while one types, each opens at its place. */
import {
  Disposable,
  l10n,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  QuickPickItemKind,
  Selection,
  ThemeIcon,
  window,
} from 'vscode';
import { messageFor } from '../command.ts';
import type { RoomText, RoomTexts } from './room-texts.ts';
import { compilePattern, type Match, type SearchPattern, searchText, shownLine } from './text-search.ts';

interface FindItem extends QuickPickItem {
  readonly place?: { readonly text: RoomText; readonly match: Match };
}

type Flag = 'matchCase' | 'wholeWord' | 'isRegExp';
type FlagButton = QuickInputButton & { readonly flag: Flag };

const typingPause = 180;
const mostMatches = 500;
const atOnce = 6;

export class FindPicker {
  readonly #texts: RoomTexts;
  readonly #picker: QuickPick<FindItem>;
  #flags: Record<Flag, boolean> = { matchCase: false, wholeWord: false, isRegExp: false };
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Rises with every search: what an older one finds is not shown any more. */
  #search = 0;
  #listed: Promise<RoomText[]> | null = null;

  constructor(texts: RoomTexts, start: string) {
    this.#texts = texts;
    this.#picker = window.createQuickPick<FindItem>();
    this.#picker.title = l10n.t('Find in room');
    this.#picker.placeholder = l10n.t('What to look for in all documents');
    this.#picker.matchOnDescription = true;
    this.#picker.value = start;
    const listeners = Disposable.from(
      this.#picker.onDidChangeValue(() => this.#searchSoon(typingPause)),
      this.#picker.onDidTriggerButton((button) => this.#toggle((button as FlagButton).flag)),
      this.#picker.onDidAccept(() => {
        this.#open().catch((error: unknown) => void window.showErrorMessage(messageFor(error)));
      }),
      this.#picker.onDidHide(() => {
        this.#search += 1;
        clearTimeout(this.#timer);
        listeners.dispose();
        this.#picker.dispose();
      }),
    );
  }

  show(): void {
    this.#showFlags();
    this.#picker.show();
    if (this.#picker.value !== '') this.#searchSoon(0);
  }

  #toggle(flag: Flag): void {
    this.#flags = { ...this.#flags, [flag]: !this.#flags[flag] };
    this.#showFlags();
    this.#searchSoon(0);
  }

  #showFlags(): void {
    const button = (flag: Flag, icon: string, name: string): FlagButton => ({
      flag,
      iconPath: new ThemeIcon(this.#flags[flag] ? 'check' : icon),
      tooltip: this.#flags[flag] ? l10n.t('{0}: on', name) : l10n.t('{0}: off', name),
    });
    this.#picker.buttons = [
      button('matchCase', 'case-sensitive', l10n.t('Match case')),
      button('wholeWord', 'whole-word', l10n.t('Whole words')),
      button('isRegExp', 'regex', l10n.t('Regular expression')),
    ];
  }

  #searchSoon(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  async #run(): Promise<void> {
    this.#search += 1;
    const search = this.#search;
    const wanted: SearchPattern = { text: this.#picker.value, ...this.#flags };
    const pattern = compilePattern(wanted);
    if (pattern === null) {
      this.#picker.busy = false;
      this.#picker.items =
        wanted.text === ''
          ? []
          : [note(l10n.t('This is no regular expression yet.'), l10n.t('Finish it, or switch expressions off.'))];
      return;
    }
    this.#picker.busy = true;
    try {
      this.#listed ??= this.#texts.list();
      const found = await this.#searchAll(await this.#listed, pattern, search);
      if (search === this.#search) this.#picker.items = found;
    } catch (error) {
      this.#listed = null;
      if (search === this.#search)
        this.#picker.items = [note(l10n.t('The room cannot be searched now.'), messageFor(error))];
    } finally {
      if (search === this.#search) this.#picker.busy = false;
    }
  }

  async #searchAll(texts: readonly RoomText[], pattern: RegExp, search: number): Promise<FindItem[]> {
    const found = new Map<RoomText, Match[]>();
    const unread: RoomText[] = [];
    let problem: unknown;
    let left = mostMatches;
    const waiting = [...texts];
    const worker = async () => {
      for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
        if (search !== this.#search || left <= 0) return;
        const content = await this.#texts.read(text).catch((error: unknown) => {
          problem = error;
          return null;
        });
        if (content === null) unread.push(text);
        const matches = content === null ? [] : searchText(content, pattern, left);
        if (matches.length === 0) continue;
        left -= matches.length;
        found.set(text, matches);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (unread.length > 0 && unread.length === texts.length) throw problem;
    const items = toItems(texts, found, left <= 0);
    if (unread.length === 0) return items;
    const [first] = unread;
    return [...items, note(l10n.t('{0} documents could not be read', unread.length), first?.document.path ?? '')];
  }

  async #open(): Promise<void> {
    const [item] = this.#picker.selectedItems;
    if (item?.place === undefined) return;
    const { text, match } = item.place;
    this.#picker.hide();
    const selection = new Selection(match.line, match.start, match.line, match.end);
    await window.showTextDocument(text.uri, { selection });
  }
}

function toItems(texts: readonly RoomText[], found: ReadonlyMap<RoomText, Match[]>, cut: boolean): FindItem[] {
  if (found.size === 0) return [note(l10n.t('Nothing found'), l10n.t('in {0} documents', texts.length))];
  // The order of the tree, not of arrival. What the pattern found is shown whatever the picker would match itself.
  const items = texts.flatMap((text): FindItem[] => {
    const matches = found.get(text) ?? [];
    if (matches.length === 0) return [];
    const separator: FindItem = { label: text.document.path, kind: QuickPickItemKind.Separator };
    return [
      separator,
      ...matches.map((match) => ({
        label: shownLine(match),
        description: `${text.document.path}:${match.line + 1}`,
        alwaysShow: true,
        place: { text, match },
      })),
    ];
  });
  const more = note(l10n.t('There is more'), l10n.t('the first {0} places are shown', mostMatches));
  return cut ? [...items, more] : items;
}

function note(label: string, description: string): FindItem {
  return { label, description, alwaysShow: true };
}
