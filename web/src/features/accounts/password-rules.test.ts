import { passwordLength } from '@draftroom/core/schema/accounts';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadMessages } from '../../kit/messages/language.ts';
import { passwordProblem, passwordRules, shortestPassword } from './password-rules.ts';

const ada = { email: 'ada.lindqvist@example.org', name: 'Ada Lindqvist' };
const met = (password: string) => passwordRules(password, ada).map((rule) => rule.met);

beforeAll(() => loadMessages('account'));

describe('password rules', () => {
  it('ask for the length that the hub asks for', () => {
    expect(shortestPassword).toBe(passwordLength.min);
  });

  it('count letters, not code units', () => {
    expect(met('123456789')).toEqual([false, true]);
    expect(met('1234567890')).toEqual([true, true]);
    expect(met('𝒳'.repeat(5))).toEqual([false, true]);
    expect(met('𝒳'.repeat(10))).toEqual([true, true]);
  });

  it('refuse the own address and name, in any case', () => {
    expect(met('ADA.lindqvist@example.org')).toEqual([true, false]);
    expect(met('ada.lindqvist')).toEqual([true, false]);
    expect(met('Ada Lindqvist')).toEqual([true, false]);
    expect(met('Ada Lindqvist sings')).toEqual([true, true]);
  });

  it('are all open before anything is typed', () => {
    expect(passwordRules('', {}).map((rule) => rule.met)).toEqual([false, false]);
    expect(passwordProblem('', {})).toContain('10');
    expect(passwordProblem('a long enough one', ada)).toBeUndefined();
  });
});
