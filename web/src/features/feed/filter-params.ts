/** Filters of feed and search as their addresses carry them: lists joined by commas, unknown words dropped. */
import { type ColourName, colourNames } from '@draftroom/core/contract/colours';
import { type Licence, licenceIds } from '@draftroom/core/contract/licences';
import { type ReleaseFileKind, releaseFileKinds } from '@draftroom/drizzle/enums';

/** As the router gives them: any text. */
export interface FilterParams {
  tags?: string | undefined;
  kinds?: string | undefined;
  licences?: string | undefined;
  colours?: string | undefined;
  author?: string | undefined;
  remixable?: true | undefined;
}

export interface Filter {
  readonly tags: readonly string[];
  readonly kinds: readonly ReleaseFileKind[];
  readonly licences: readonly Licence[];
  readonly colours: readonly ColourName[];
  readonly authorId: string | null;
  readonly remixable: boolean;
}

const mostTags = 12;

export function readFilter(params: FilterParams): Filter {
  return {
    tags: words(params.tags).slice(0, mostTags),
    kinds: known(params.kinds, releaseFileKinds),
    licences: known(params.licences, licenceIds),
    colours: known(params.colours, colourNames),
    authorId: params.author ?? null,
    remixable: params.remixable === true,
  };
}

export function writeFilter(filter: Filter): FilterParams {
  return {
    tags: joined(filter.tags),
    kinds: joined(filter.kinds),
    licences: joined(filter.licences),
    colours: joined(filter.colours),
    author: filter.authorId ?? undefined,
    remixable: filter.remixable ? true : undefined,
  };
}

/** As the hub takes it: what does not narrow is left out, so that equal searches are one. */
export function askedFilter(filter: Filter) {
  const { tags, kinds, licences, colours, authorId, remixable } = filter;
  return {
    ...(tags.length > 0 ? { tags: [...tags] } : {}),
    ...(kinds.length > 0 ? { kinds: [...kinds] } : {}),
    ...(licences.length > 0 ? { licences: [...licences] } : {}),
    ...(colours.length > 0 ? { colours: [...colours] } : {}),
    ...(authorId === null ? {} : { authorId }),
    ...(remixable ? { remixable } : {}),
  };
}

/** A filter of the hub's, such as one of a saved search. */
export function filterOf(
  asked: {
    readonly [Name in 'tags' | 'kinds' | 'licences' | 'colours']?: Filter[Name] | undefined;
  } & { authorId?: string | undefined; remixable?: boolean | undefined },
): Filter {
  return {
    tags: asked.tags ?? [],
    kinds: asked.kinds ?? [],
    licences: asked.licences ?? [],
    colours: asked.colours ?? [],
    authorId: asked.authorId ?? null,
    remixable: asked.remixable ?? false,
  };
}

/** In how many ways it narrows. */
export function filterCount({ tags, kinds, licences, colours, authorId, remixable }: Filter): number {
  const lists = tags.length + kinds.length + licences.length + colours.length;
  return lists + (authorId === null ? 0 : 1) + (remixable ? 1 : 0);
}

export const noFilter = readFilter({});

export function toggled<Value>(list: readonly Value[], value: Value): readonly Value[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}

function words(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').map((word) => word.trim()))].filter((word) => word !== '');
}

function known<const Value extends string>(text: string | undefined, values: readonly Value[]): Value[] {
  const wanted = words(text);
  return values.filter((value) => wanted.includes(value));
}

function joined(list: readonly string[]): string | undefined {
  return list.length === 0 ? undefined : list.join(',');
}
