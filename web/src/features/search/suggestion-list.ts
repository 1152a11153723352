/** What the search field offers for what was typed, in one list that keys go through. */
import type { Suggestions } from '@draftroom/core/schema/discovery';

type Person = Suggestions['people'][number];
type Design = Suggestions['designs'][number];

export type Suggestion =
  | { readonly type: 'words'; readonly id: string; readonly q: string }
  | { readonly type: 'tag'; readonly id: string; readonly tag: string; readonly count: number }
  | { readonly type: 'design'; readonly id: string; readonly design: Design }
  | { readonly type: 'person'; readonly id: string; readonly person: Person };

export const suggestionGroups = ['words', 'design', 'tag', 'person'] as const;

/** The words themselves come first: Enter searches for them. */
export function listSuggestions(q: string, found: Suggestions | undefined): readonly Suggestion[] {
  const words = q.trim();
  if (words === '') return [];
  return [
    { type: 'words', id: 'words', q: words },
    ...(found?.designs ?? []).map((design) => ({ type: 'design', id: `design-${design.id}`, design }) as const),
    ...(found?.tags ?? []).map(({ tag, count }) => ({ type: 'tag', id: `tag-${tag}`, tag, count }) as const),
    ...(found?.people ?? []).map((person) => ({ type: 'person', id: `person-${person.userId}`, person }) as const),
  ];
}
