import { createRubricSchema } from '@draftroom/core/schema/critiques';
import { expect, test } from 'vitest';
import {
  changedCriterion,
  type RubricDraft,
  rubricDraft,
  rubricInput,
  rubricProblem,
  withCriterion,
  withoutCriterion,
} from './rubric-draft.ts';

const filled = (name: string, ...criteria: string[]) =>
  criteria.reduce<RubricDraft>(
    (draft, criterion) => {
      const next = withCriterion(draft);
      return changedCriterion(next, next.criteria.at(-1)?.key ?? 0, { name: criterion });
    },
    { ...rubricDraft(null), name, criteria: [] },
  );

test('says what is missing first', () => {
  const empty = rubricDraft(null);
  expect(empty.criteria).toHaveLength(2);
  expect(rubricProblem(empty)).toEqual({ what: 'name', key: null });
  expect(rubricProblem({ ...empty, name: 'Light' })).toEqual({ what: 'none', key: null });
  const asked = changedCriterion({ ...empty, name: 'Light' }, 1, { question: 'Where from?' });
  expect(rubricProblem(asked)).toEqual({ what: 'criterion', key: 1 });
  expect(rubricProblem(filled('Light', 'Glare', 'Shade', ' glare'))).toEqual({ what: 'twice', key: 2 });
  expect(rubricProblem(filled('Light', 'Glare', 'Shade'))).toBeNull();
});

test('is sent with an id for each criterion, whatever it is called', () => {
  const draft = filled(' Light ', 'Größe & Form', '光', '影', '!', 'a'.repeat(60));
  const input = rubricInput(draft);
  expect(input.name).toBe('Light');
  expect(input.criteria.map(({ id }) => id)).toEqual([
    'gro-e-form',
    'criterion',
    'criterion-2',
    'criterion-3',
    'a'.repeat(29),
  ]);
  expect(createRubricSchema.safeParse(input).success).toBe(true);
});

test('a change keeps the ids that critiques name, and takes what is left empty out', () => {
  const criteria = [
    { id: 'glare', name: 'Glare', question: 'Too much?' },
    { id: 'shade', name: 'Shade', question: '' },
  ];
  const draft = rubricDraft({ id: 'r', name: 'Light', criteria, mine: true });
  const changed = filledLast(withCriterion(withoutCriterion(draft, 1)), 'Glare 2');
  expect(rubricInput(withCriterion(changedCriterion(changed, 0, { name: 'Dazzle' }))).criteria).toEqual([
    { id: 'glare', name: 'Dazzle', question: 'Too much?' },
    { id: 'glare-2', name: 'Glare 2', question: '' },
  ]);
});

function filledLast(draft: ReturnType<typeof withCriterion>, name: string) {
  return changedCriterion(draft, draft.criteria.at(-1)?.key ?? 0, { name });
}
