/**
 * The usual criteria are the hub's own words, so everybody reads them in their language. What authors ask for stays as
 * they wrote it, also where they took a usual criterion and changed its words.
 */
import { type Criterion, defaultRubric } from '@draftroom/core/contract/rubric';
import { t } from '../../kit/messages/language.ts';

const names = {
  idea: 'criterion.idea',
  composition: 'criterion.composition',
  clarity: 'criterion.clarity',
  craft: 'criterion.craft',
} as const;

const questions = {
  idea: 'criterion.ideaWhat',
  composition: 'criterion.compositionWhat',
  clarity: 'criterion.clarityWhat',
  craft: 'criterion.craftWhat',
} as const;

export function criterionName({ id, name }: Pick<Criterion, 'id' | 'name'>): string {
  return isUsual(id) && usual(id)?.name === name ? t(names[id]) : name;
}

export function shownCriterion(criterion: Criterion): Criterion {
  const { id, question } = criterion;
  const shown = isUsual(id) && usual(id)?.question === question ? t(questions[id]) : question;
  return { id, name: criterionName(criterion), question: shown };
}

function isUsual(id: string): id is keyof typeof names {
  return Object.hasOwn(names, id);
}

function usual(id: string): Criterion | undefined {
  return defaultRubric.find((criterion) => criterion.id === id);
}
