import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { describe, expect, it } from 'vitest';
import { draftOf, emptyDraft, firstMissing, scoreIn, toScores, withScore } from './critique-draft.ts';

const criteria = [
  { id: 'idea', name: 'Idea', question: '' },
  { id: 'craft', name: 'Craft', question: '' },
];
const anchor: DesignAnchor = { surface: 'picture', path: 'a.png', state: 'attached', x: 0, y: 0 };
const pin = { anchor, threadId: null };

describe('a critique that is being written', () => {
  it('says what is missing, in the order of the form', () => {
    let draft = emptyDraft();
    expect(firstMissing(draft, criteria)).toMatchObject({ what: 'score', criterion: { id: 'idea' } });
    draft = withScore(draft, 'idea', { score: 4 });
    expect(firstMissing(draft, criteria)).toMatchObject({ what: 'pin', criterion: { id: 'idea' } });
    draft = withScore(withScore(draft, 'idea', { pins: [pin] }), 'craft', { score: 1, pins: [pin] });
    expect(firstMissing(draft, criteria)).toEqual({ what: 'summary', criterion: null });
    expect(firstMissing({ ...draft, summary: 'Good' }, criteria)).toBeNull();
    expect(scoreIn(draft, 'constructor').pins).toEqual([]);
  });

  it('is sent with new places and threads apart, and words for the places', () => {
    const cited = { anchor, threadId: 't'.repeat(20) };
    const draft = withScore(withScore(emptyDraft(), 'idea', { score: 4, pins: [pin, cited] }), 'craft', {
      score: 2,
      words: 'Rough',
      pins: [pin],
    });
    expect(toScores(draft, criteria, ({ name }) => `For ${name}`)).toEqual([
      { criterionId: 'idea', score: 4, words: '', threadIds: [cited.threadId], pins: [{ anchor, text: 'For Idea' }] },
      { criterionId: 'craft', score: 2, words: 'Rough', threadIds: [], pins: [{ anchor, text: 'Rough' }] },
    ]);
  });

  it('begins with what was given before', () => {
    const given = {
      scores: [{ criterionId: 'idea', score: 3, words: 'Hm', pins: [{ threadId: 'x', anchor, words: '' }] }],
    };
    const draft = draftOf({ ...given, summary: 'Once' } as never);
    expect(draft).toEqual({
      summary: 'Once',
      scores: { idea: { score: 3, words: 'Hm', pins: [{ threadId: 'x', anchor }] } },
    });
  });
});
