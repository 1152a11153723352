import { describe, expect, test } from 'vitest';
import { checkLicences, type DesignFacts, designRights, refusal, type Viewer } from './policy.ts';
import type { DesignAction } from './ports.ts';

const author: Viewer = { userId: 'author', moderator: false };
const reader: Viewer = { userId: 'reader', moderator: false };
const moderator: Viewer = { userId: 'moderator', moderator: true };
const signedOut: Viewer = { userId: null, moderator: false };
const everybody = { author, reader, moderator, signedOut };

const design: DesignFacts = {
  authorId: 'author',
  visibility: 'public',
  standing: 'visible',
  licence: 'CC-BY-4.0',
  removedAt: null,
};

function answers(facts: Partial<DesignFacts>, action: DesignAction, blocked = false) {
  return Object.fromEntries(
    Object.entries(everybody).map(([name, viewer]) => [
      name,
      refusal({ viewer, design: { ...design, ...facts }, blocked: blocked && viewer === reader }, action) ?? 'ok',
    ]),
  );
}
const all = (answer: string) => ({ author: answer, reader: answer, moderator: answer, signedOut: answer });

describe('[DSN-1] who reads a design', () => {
  test('a public one: everybody; an unlisted one: whoever has its address', () => {
    expect(answers({}, 'read')).toEqual(all('ok'));
    expect(answers({ visibility: 'unlisted' }, 'read')).toEqual(all('ok'));
  });

  test('a private one: its author alone', () => {
    expect(answers({ visibility: 'private' }, 'read')).toEqual({ ...all('not_found'), author: 'ok' });
  });

  test('[MOD-1] a private one that is before the moderators: they, too, and they do nothing with it', () => {
    const question = { design: { ...design, visibility: 'private' }, blocked: false, underReview: true } as const;
    expect(refusal({ viewer: moderator, ...question }, 'read')).toBeNull();
    expect(refusal({ viewer: reader, ...question }, 'read')).toBe('not_found');
    for (const action of ['edit', 'comment', 'react', 'remix', 'resolve'] as const) {
      expect(refusal({ viewer: moderator, ...question }, action)).toBe('not_allowed');
    }
  });

  test.each(['held', 'hidden'] as const)('a %s one: its author and moderators', (standing) => {
    expect(answers({ standing }, 'read')).toEqual({ ...all('not_found'), author: 'ok', moderator: 'ok' });
    expect(answers({ standing, visibility: 'private' }, 'read')).toEqual({ ...all('not_found'), author: 'ok' });
  });

  test('a removed one, or one that never was: nobody', () => {
    expect(answers({ removedAt: new Date(0) }, 'read')).toEqual(all('not_found'));
    expect(refusal({ viewer: author, design: undefined, blocked: false }, 'read')).toBe('not_found');
  });

  test('nobody whom its author blocked, or who blocked its author', () => {
    expect(answers({}, 'read', true)).toEqual({ ...all('ok'), reader: 'not_found' });
  });

  test('whose author is gone belongs to nobody', () => {
    expect(answers({ authorId: null, visibility: 'private' }, 'read')).toEqual(all('not_found'));
    expect(refusal({ viewer: signedOut, design: { ...design, authorId: null }, blocked: false }, 'edit')).toBe(
      'not_signed_in',
    );
  });
});

describe('[DSN-2] who does what with a design', () => {
  test.each(['edit', 'resolve'] as const)('%s: its author alone', (action) => {
    expect(answers({}, action)).toEqual({ ...all('not_yours'), author: 'ok', signedOut: 'not_signed_in' });
  });

  test('comment: everybody signed in', () => {
    expect(answers({}, 'comment')).toEqual({ ...all('ok'), signedOut: 'not_signed_in' });
  });

  test('react: everybody but its author', () => {
    expect(answers({}, 'react')).toEqual({ ...all('ok'), author: 'own_design', signedOut: 'not_signed_in' });
  });

  test('remix: where the licence lets them, and its author', () => {
    expect(answers({}, 'remix')).toEqual({ ...all('ok'), signedOut: 'not_signed_in' });
    expect(answers({ licence: 'CC-BY-ND-4.0' }, 'remix')).toEqual({
      ...all('not_remixable'),
      author: 'ok',
      signedOut: 'not_signed_in',
    });
  });

  test('what may not be read may not be anything else', () => {
    for (const action of ['edit', 'comment', 'react', 'remix', 'resolve'] as const) {
      expect(answers({ visibility: 'private' }, action)).toMatchObject({ reader: 'not_found', signedOut: 'not_found' });
    }
  });

  test('rights say the same', () => {
    const rights = (viewer: Viewer) => designRights({ viewer, design, blocked: false });
    expect(rights(author)).toEqual({
      edit: true,
      comment: true,
      react: false,
      remix: true,
      resolve: true,
      moderate: false,
    });
    expect(rights(signedOut)).toEqual({
      edit: false,
      comment: false,
      react: false,
      remix: false,
      resolve: false,
      moderate: false,
    });
    expect(rights(moderator)).toMatchObject({ edit: false, moderate: true });
  });
});

describe('[DSN-5] licences of remixes', () => {
  test('each parent has its say', () => {
    expect(() => checkLicences(['MIT', 'CC-BY-SA-4.0'], 'CC-BY-SA-4.0')).not.toThrow();
    expect(() => checkLicences(['MIT', 'CC-BY-SA-4.0'], 'MIT')).toThrow(
      expect.objectContaining({ code: 'licence_conflict' }),
    );
    expect(() => checkLicences(['LicenseRef-All-Rights-Reserved'], 'MIT')).toThrow(
      expect.objectContaining({ code: 'not_remixable' }),
    );
  });
});
