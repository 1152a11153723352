import { defaultRubric } from '@draftroom/core/contract/rubric';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadMessages, setLanguage } from '../../kit/messages/language.ts';
import { criterionName, shownCriterion } from './shown-criteria.ts';

beforeAll(async () => {
  await loadMessages('feedback');
});

describe('a criterion', () => {
  it('of the usual rubric says in English what the hub says', () => {
    expect(defaultRubric.map(shownCriterion)).toEqual(defaultRubric);
  });

  it('of the usual rubric is read in the language of whoever reads it', async () => {
    await setLanguage('de');
    const shown = defaultRubric.map(shownCriterion);
    await setLanguage('en');
    expect(shown.map(({ id, name }) => `${id}: ${name}`)).toEqual([
      'idea: Idee',
      'composition: Komposition',
      'clarity: Klarheit',
      'craft: Handwerk',
    ]);
    for (const [at, { question }] of shown.entries()) expect(question).not.toBe(defaultRubric[at]?.question);
  });

  it('of an author stays as it was written', async () => {
    await setLanguage('de');
    const own = { id: 'craft', name: 'Handwork', question: 'Are the joints tight?' };
    expect(shownCriterion(own)).toEqual(own);
    expect(criterionName({ id: 'joints', name: 'Joints' })).toBe('Joints');
    await setLanguage('en');
  });
});
