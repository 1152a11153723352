/**
 * Which language is spoken, and its texts. English is part of the page; other languages and the texts of the room screen
 * are loaded when needed. `t` is a plain function: `LanguageProvider` renders everything anew when the language changes.
 */
import { messages } from './en.ts';
import { fillMessage, type Message, type MessageKey, type MessageParams, type MessageSection } from './message.ts';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

const storageKey = 'draftroom-language';

type Texts = Readonly<Record<string, Message>>;
const loaders: Readonly<Record<Language, Record<MessageSection, () => Promise<Texts>>>> = {
  en: {
    main: async () => messages,
    dialogs: async () => (await import('./en/dialogs.ts')).dialogMessages,
    room: async () => (await import('./en/room.ts')).roomMessages,
    roomEntry: async () => (await import('./en/room-entry.ts')).roomEntryMessages,
    moderation: async () => (await import('./en/moderation.ts')).moderationMessages,
    publish: async () => (await import('./en/publish.ts')).publishMessages,
    designPage: async () => (await import('./en/design-page.ts')).designPageMessages,
    discover: async () => (await import('./en/discover.ts')).discoverMessages,
    account: async () => (await import('./en/account-pages.ts')).accountPageMessages,
    feedback: async () => (await import('./en/feedback.ts')).feedbackMessages,
    notifications: async () => (await import('./en/notifications.ts')).notificationMessages,
  },
  de: {
    main: async () => (await import('./de.ts')).messages,
    dialogs: async () => (await import('./de/dialogs.ts')).dialogMessages,
    room: async () => (await import('./de/room.ts')).roomMessages,
    roomEntry: async () => (await import('./de/room-entry.ts')).roomEntryMessages,
    moderation: async () => (await import('./de/moderation.ts')).moderationMessages,
    publish: async () => (await import('./de/publish.ts')).publishMessages,
    designPage: async () => (await import('./de/design-page.ts')).designPageMessages,
    discover: async () => (await import('./de/discover.ts')).discoverMessages,
    account: async () => (await import('./de/account-pages.ts')).accountPageMessages,
    feedback: async () => (await import('./de/feedback.ts')).feedbackMessages,
    notifications: async () => (await import('./de/notifications.ts')).notificationMessages,
  },
};

let language: Language = 'en';
let texts: Texts = messages;
const sections = new Set<MessageSection>(['main']);
const listeners = new Set<() => void>();

export function currentLanguage(): Language {
  return language;
}

/** For dates and numbers: the language spoken here, as it is written where the person is. */
export function currentLocale(): string {
  return regionalLocale(language, navigator.languages);
}

export function regionalLocale(spoken: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().startsWith(`${spoken}-`)) ?? spoken;
}

export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Texts of a screen that loads on its own. Call it in the screen's route, before it renders. */
export async function loadMessages(section: MessageSection): Promise<void> {
  if (sections.has(section)) return;
  const loaded = await loaders[language][section]();
  sections.add(section);
  texts = { ...texts, ...loaded };
}

/** What a person chooses; remembered in this browser. */
export async function chooseLanguage(next: Language): Promise<void> {
  await setLanguage(next);
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

export async function setLanguage(next: Language): Promise<void> {
  const parts = await Promise.all([...sections].map((section) => loaders[next][section]()));
  language = next;
  texts = Object.assign({}, ...parts);
  if (typeof document !== 'undefined') document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

/** The remembered language, else the first of the browser's that is spoken here. */
export function preferredLanguage(wanted: readonly string[], remembered: string | null): Language {
  for (const tag of [remembered, ...wanted]) {
    const base = tag?.toLowerCase().split('-')[0];
    if (base !== undefined && Object.hasOwn(languages, base)) return base as Language;
  }
  return 'en';
}

/** Before the first render. */
export async function startLanguage(): Promise<void> {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(storageKey);
  } catch {
    // As above.
  }
  const first = preferredLanguage(navigator.languages, remembered);
  if (first !== language) await setLanguage(first);
}

type ParamsArgument<Key extends MessageKey> = keyof MessageParams<Key> extends never
  ? []
  : [params: MessageParams<Key>];

/** The text for a key: `t('home.hereCount', { count: 3 })`. */
export function t<Key extends MessageKey>(key: Key, ...[params]: ParamsArgument<Key>): string {
  const message = texts[key];
  return message === undefined
    ? key
    : fillMessage(message, (params ?? {}) as Record<string, string | number>, language);
}

/** For keys put together from a closed list, like `role.${role}`: those messages take no values. */
export function label<Key extends MessageKey>(key: keyof MessageParams<Key> extends never ? Key : never): string {
  const message = texts[key];
  return message === undefined ? key : fillMessage(message, {}, language);
}

/** A text that another language has for a hub error; null where the hub's own English sentence is to be shown. */
export function errorText(code: string, details: Readonly<Record<string, unknown>> = {}): string | null {
  const message = texts[`hub.${code}`];
  if (message === undefined) return null;
  const { reason } = details;
  const values = typeof reason === 'string' ? { ...details, reason: reasonText(reason) } : details;
  return fillMessage(message, values as Record<string, string | number>, language);
}

/** A reason of the hub's (`contract/reasons`) in this language: found by its English text, the values in it taken over. */
export function reasonText(english: string): string {
  for (const [key, message] of Object.entries(texts)) {
    if (!key.startsWith(reasonPrefix)) continue;
    const values = valuesIn(english, key.slice(reasonPrefix.length));
    if (values !== null) return fillMessage(message, values, language);
  }
  return english;
}

const reasonPrefix = 'reason.';

/** What stands in place of the braces; null when the text is not of this pattern. */
function valuesIn(text: string, pattern: string): Record<string, string> | null {
  const escaped = pattern.replace(/[|\\()[\]^$+*?.]/g, '\\$&');
  const match = new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>.+)')}$`, 's').exec(text);
  return match === null ? null : { ...match.groups };
}
