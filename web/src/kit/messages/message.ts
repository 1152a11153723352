import type { accountPageMessages } from './en/account-pages.ts';
import type { designPageMessages } from './en/design-page.ts';
import type { dialogMessages } from './en/dialogs.ts';
import type { discoverMessages } from './en/discover.ts';
import type { feedbackMessages } from './en/feedback.ts';
import type { moderationMessages } from './en/moderation.ts';
import type { notificationMessages } from './en/notifications.ts';
import type { publishMessages } from './en/publish.ts';
import type { roomMessages } from './en/room.ts';
import type { roomEntryMessages } from './en/room-entry.ts';
import type { messages } from './en.ts';

export type PluralForms = { readonly other: string } & Partial<
  Readonly<Record<'zero' | 'one' | 'two' | 'few' | 'many', string>>
>;
export type Message = string | PluralForms;

/** Parts of the catalogue that load apart from the first page, by the screen that needs them. */
export interface MessageSections {
  main: typeof messages;
  dialogs: typeof dialogMessages;
  room: typeof roomMessages;
  roomEntry: typeof roomEntryMessages;
  publish: typeof publishMessages;
  discover: typeof discoverMessages;
  account: typeof accountPageMessages;
  designPage: typeof designPageMessages;
  feedback: typeof feedbackMessages;
  moderation: typeof moderationMessages;
  notifications: typeof notificationMessages;
}
export type MessageSection = keyof MessageSections;

/** All sections in one: what a function that takes each of them takes. */
export type Catalogue = {
  [Section in MessageSection]: (texts: MessageSections[Section]) => void;
}[MessageSection] extends (texts: infer All) => void
  ? All
  : never;
export type MessageKey = keyof Catalogue;

/** Another language: every key of the section, in whatever plural forms that language has. */
export type Translation<Section extends MessageSection> = { readonly [Key in keyof MessageSections[Section]]: Message };

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type TextOf<M> = M extends string ? M : M extends { other: infer Other } ? Other : never;
type NamesOf<Key extends MessageKey> =
  | Names<TextOf<Catalogue[Key]>>
  | (Catalogue[Key] extends string ? never : 'count');

/** What a message needs to be filled; derived from its English text. */
export type MessageParams<Key extends MessageKey> = { readonly [Name in NamesOf<Key>]: string | number };

/** Puts values into a message. An unknown name stays as it is written, so that a mistake is seen. */
export function fillMessage(
  message: Message,
  params: Readonly<Record<string, string | number>>,
  locale: string,
): string {
  const text = typeof message === 'string' ? message : pluralForm(message, Number(params.count ?? 0), locale);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

export function pluralForm(forms: PluralForms, count: number, locale: string): string {
  return forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
}
