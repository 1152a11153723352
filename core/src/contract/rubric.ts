/** What a critique scores when the author asks for nothing else, and the bounds of what authors ask for. */

export interface Criterion {
  /** Within its rubric; scores name it. */
  readonly id: string;
  readonly name: string;
  /** What to look at, as a question. */
  readonly question: string;
}

export const mostCriteria = 8;
export const mostPins = 10;

/** Stands for the default rubric where a rubric's id is asked for. */
export const defaultRubricId = 'default';

export const defaultRubric: readonly Criterion[] = [
  { id: 'idea', name: 'Idea', question: 'What does it set out to do, and is that worth doing?' },
  { id: 'composition', name: 'Composition', question: 'Where does the eye go first, and is that the right place?' },
  { id: 'clarity', name: 'Clarity', question: 'What is understood at once, and what has to be worked out?' },
  { id: 'craft', name: 'Craft', question: 'What is made with care, and what is left unfinished?' },
];
