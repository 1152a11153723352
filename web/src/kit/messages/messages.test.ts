import { errorCatalogue } from '@draftroom/core/contract/errors';
import { because, type ReasonCode, reasons } from '@draftroom/core/contract/reasons';
import { afterEach, describe, expect, it } from 'vitest';
import { accountPageMessages as germanAccount } from './de/account-pages.ts';
import { designPageMessages as germanDesignPage } from './de/design-page.ts';
import { dialogMessages as germanDialogs } from './de/dialogs.ts';
import { discoverMessages as germanDiscover } from './de/discover.ts';
import { feedbackMessages as germanFeedback } from './de/feedback.ts';
import { moderationMessages as germanModeration } from './de/moderation.ts';
import { notificationMessages as germanNotifications } from './de/notifications.ts';
import { publishMessages as germanPublish } from './de/publish.ts';
import { roomMessages as germanRoom } from './de/room.ts';
import { roomEntryMessages as germanRoomEntry } from './de/room-entry.ts';
import { messages as german } from './de.ts';
import { accountPageMessages as englishAccount } from './en/account-pages.ts';
import { designPageMessages as englishDesignPage } from './en/design-page.ts';
import { dialogMessages as englishDialogs } from './en/dialogs.ts';
import { discoverMessages as englishDiscover } from './en/discover.ts';
import { feedbackMessages as englishFeedback } from './en/feedback.ts';
import { moderationMessages as englishModeration } from './en/moderation.ts';
import { notificationMessages as englishNotifications } from './en/notifications.ts';
import { publishMessages as englishPublish } from './en/publish.ts';
import { roomMessages as englishRoom } from './en/room.ts';
import { roomEntryMessages as englishRoomEntry } from './en/room-entry.ts';
import { messages as english } from './en.ts';
import { errorText, label, preferredLanguage, reasonText, regionalLocale, setLanguage, t } from './language.ts';
import { fillMessage, type Message } from './message.ts';

const sections: [name: string, en: Record<string, Message>, de: Readonly<Record<string, Message>>][] = [
  ['main', english, german],
  ['dialogs', englishDialogs, germanDialogs],
  ['room', englishRoom, germanRoom],
  ['roomEntry', englishRoomEntry, germanRoomEntry],
  ['moderation', englishModeration, germanModeration],
  ['publish', englishPublish, germanPublish],
  ['designPage', englishDesignPage, germanDesignPage],
  ['discover', englishDiscover, germanDiscover],
  ['account', englishAccount, germanAccount],
  ['feedback', englishFeedback, germanFeedback],
  ['notifications', englishNotifications, germanNotifications],
];

function namesIn(message: Message): string[] {
  const text = typeof message === 'string' ? message : message.other;
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

describe.each(sections)('messages of %s', (_name, en, de) => {
  it('exist in both languages, with the same values to fill in', () => {
    for (const [key, message] of Object.entries(en)) {
      expect(de[key], key).toBeDefined();
      expect(namesIn(de[key] as Message), key).toEqual(namesIn(message));
      expect(typeof de[key], key).toBe(typeof message);
    }
  });

  it('has no text that English lacks, apart from the hub’s errors and reasons', () => {
    const extra = Object.keys(de).filter((key) => !(key in en) && !/^(hub|reason)\./.test(key));
    expect(extra).toEqual([]);
  });

  it('speaks calmly and ends no label with a space', () => {
    for (const texts of [en, de]) {
      for (const [key, message] of Object.entries(texts)) {
        for (const text of typeof message === 'string' ? [message] : Object.values(message)) {
          expect(text, key).not.toMatch(/!|^\s|\s$|\.\.\./);
          expect(text, key).not.toBe('');
        }
      }
    }
  });
});

it('translates every refusal of the hub, with its values', () => {
  for (const [code, facts] of Object.entries(errorCatalogue)) {
    const text = german[`hub.${code}`];
    expect(text, code).toBeDefined();
    expect(namesIn(text as Message), code).toEqual(namesIn(facts.message));
  }
});

describe('reasons of the hub', () => {
  afterEach(() => setLanguage('en'));

  it('[DOC-11] are all translated, with their values', async () => {
    for (const text of Object.values(reasons)) {
      expect(namesIn(german[`reason.${text}`] as Message), text).toEqual(namesIn(text));
    }
    await setLanguage('de');
    for (const code of Object.keys(reasons) as ReasonCode[]) {
      const english = because(code, { existing: 'a (1).ts', megabytes: 25, most: 120, count: 3 });
      expect(reasonText(english), code).not.toBe(english);
    }
    expect(reasonText(because('clashInZip', { existing: 'a in the zip.ts' }))).toBe(
      'es verträgt sich nicht mit a in the zip.ts im Zip',
    );
    expect(reasonText(because('leftOutFolder', { count: 1 }))).toBe('ausgelassen samt 1 Einträgen darin');
    expect(errorText('bad_path', { path: 'a?', reason: because('pathForeign') })).toBe(
      'a? ist hier kein möglicher Pfad: es enthält eines von < > : " | ? *.',
    );
  });

  it('stay as they are in English, and where nobody knows them', async () => {
    expect(reasonText('it is a link')).toBe('it is a link');
    await setLanguage('de');
    expect(reasonText('it is of a newer hub')).toBe('it is of a newer hub');
  });
});

describe('filling', () => {
  it('chooses the plural form of the language', () => {
    const forms = { one: '{count} Datei', few: '{count} soubory', other: '{count} files' };
    expect(fillMessage(forms, { count: 1 }, 'en')).toBe('1 Datei');
    expect(fillMessage(forms, { count: 0 }, 'en')).toBe('0 files');
    expect(fillMessage(forms, { count: 3 }, 'cs')).toBe('3 soubory');
    expect(fillMessage(forms, { count: 3 }, 'en')).toBe('3 files');
  });

  it('writes numbers as the language does and leaves unknown names visible', () => {
    expect(fillMessage('{count} of {total}', { count: 12_345 }, 'de')).toBe('12.345 of {total}');
  });

  it('puts a value in as it is, even one that looks like a name', () => {
    expect(fillMessage('{a} {b}', { a: '{b}', b: '$1' }, 'en')).toBe('{b} $1');
  });
});

describe('language', () => {
  afterEach(() => setLanguage('en'));

  it('is the remembered one, else the first of the browser’s that is spoken', () => {
    expect(preferredLanguage(['de-AT', 'en'], null)).toBe('de');
    expect(preferredLanguage(['fr', 'de'], null)).toBe('de');
    expect(preferredLanguage(['de'], 'en')).toBe('en');
    expect(preferredLanguage(['constructor', 'fr'], 'klingon')).toBe('en');
  });

  it('writes dates as the person’s region does, in the language that is spoken', () => {
    expect(regionalLocale('en', ['de-AT', 'en-GB'])).toBe('en-GB');
    expect(regionalLocale('de', ['en-GB'])).toBe('de');
  });

  it('changes every text', async () => {
    expect(t('home.hereCount', { count: 2 })).toBe('2 here');
    await setLanguage('de');
    expect(t('home.hereCount', { count: 2 })).toBe('2 da');
    expect(label('role.owner')).toBe('Besitz');
  });
});
