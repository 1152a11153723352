/**
 * The usual criteria are the hub's own words, so everybody reads them in their language. What authors ask for stays as
 * they wrote it, also where they took a usual criterion and changed its words.
 */
import { type Criterion, defaultRubric } from '@draftroom/core/contract/rubric';
import { t } from '../../kit/messages/language.ts';

const texts = {
  idea: { name: 'criterion.idea', question: 'criterion.ideaWhat' },
  composition: { name: 'criterion.composition', question: 'criterion.compositionWhat' },
  clarity: { name: 'criterion.clarity', question: 'criterion.clarityWhat' },
  craft: { name: 'criterion.craft', question: 'criterion.craftWhat' },
} as const;

export function criterionName({ id, name }: Pick<Criterion, 'id' | 'name'>): string {
  return shown(id, 'name', name);
}

export function shownCriterion({ id, name, question }: Criterion): Criterion {
  return { id, name: shown(id, 'name', name), question: shown(id, 'question', question) };
}

function shown(id: string, part: 'name' | 'question', words: string): string {
  const usual = defaultRubric.find((criterion) => criterion.id === id);
  return usual?.[part] === words && Object.hasOwn(texts, id) ? t(texts[id as keyof typeof texts][part]) : words;
}
