/** A rubric that is being written: its criteria as fields of a form. Pure. */
import type { CreateRubric, Criterion, Rubric } from '@draftroom/core/schema/critiques';

export interface DraftCriterion {
  /** Of its fields. */
  readonly key: number;
  /** What scores name it by; null until it is kept. */
  readonly id: string | null;
  readonly name: string;
  readonly question: string;
}

export interface RubricDraft {
  readonly name: string;
  readonly criteria: readonly DraftCriterion[];
}

export type RubricProblem =
  | { readonly what: 'name' | 'none'; readonly key: null }
  | { readonly what: 'criterion' | 'twice'; readonly key: number };

const idLength = 32;

export function rubricDraft(rubric: Rubric | null): RubricDraft {
  if (rubric === null) return withCriterion(withCriterion({ name: '', criteria: [] }));
  return { name: rubric.name, criteria: rubric.criteria.map((criterion, key) => ({ key, ...criterion })) };
}

export function withCriterion({ name, criteria }: RubricDraft): RubricDraft {
  const key = Math.max(-1, ...criteria.map((one) => one.key)) + 1;
  return { name, criteria: [...criteria, { key, id: null, name: '', question: '' }] };
}

export function changedCriterion(
  { name, criteria }: RubricDraft,
  key: number,
  change: Partial<Pick<DraftCriterion, 'name' | 'question'>>,
): RubricDraft {
  return { name, criteria: criteria.map((one) => (one.key === key ? { ...one, ...change } : one)) };
}

export function withoutCriterion({ name, criteria }: RubricDraft, key: number): RubricDraft {
  return { name, criteria: criteria.filter((one) => one.key !== key) };
}

/** The first thing that is missing, in the order of the form. Fields that were left empty are no criterion. */
export function rubricProblem(draft: RubricDraft): RubricProblem | null {
  if (draft.name.trim() === '') return { what: 'name', key: null };
  const filled = filledIn(draft);
  const names = new Set<string>();
  for (const { key, name } of filled) {
    const known = name.trim().toLowerCase();
    if (known === '') return { what: 'criterion', key };
    if (names.has(known)) return { what: 'twice', key };
    names.add(known);
  }
  return filled.length === 0 ? { what: 'none', key: null } : null;
}

/** As the hub takes it. Criteria that were there keep their ids: critiques go on naming them. */
export function rubricInput(draft: RubricDraft): CreateRubric {
  const filled = filledIn(draft);
  const taken = new Set(filled.flatMap(({ id }) => id ?? []));
  const criteria = filled.map(({ id, name, question }): Criterion => {
    const own = id ?? freeId(name, taken);
    taken.add(own);
    return { id: own, name: name.trim(), question: question.trim() };
  });
  return { name: draft.name.trim(), criteria };
}

function filledIn({ criteria }: RubricDraft): readonly DraftCriterion[] {
  return criteria.filter(({ name, question }) => name.trim() !== '' || question.trim() !== '');
}

function freeId(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, idLength - 3)
    .replace(/^-+|-+$/g, '');
  const base = plain === '' ? 'criterion' : plain;
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}-${count}`)) count++;
  return `${base}-${count}`;
}
