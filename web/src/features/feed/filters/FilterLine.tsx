import { colourNames } from '@draftroom/core/contract/colours';
import { licenceIds, licences } from '@draftroom/core/contract/licences';
import type { Facet } from '@draftroom/core/schema/discovery';
import { releaseFileKinds } from '@draftroom/drizzle/enums';
import { IconX } from '@tabler/icons-react';
import { label, t } from '../../../kit/messages/language.ts';
import { type Filter, filterCount, noFilter, toggled } from '../filter-params.ts';
import { ChoiceMenu } from './ChoiceMenu.tsx';
import styles from './FilterLine.module.css';
import { TagMenu } from './TagMenu.tsx';
import { useFacets } from './use-facets.ts';

interface FilterLineProps {
  /** What is searched for; narrows the counts. */
  q: string;
  filter: Filter;
  /** Says how many there are of each. */
  counted?: boolean;
  onChange(filter: Filter): void;
}

/** Everything that narrows a list of designs, in one line. What is chosen stands in the address of the page. */
export function FilterLine({ q, filter, counted = false, onChange }: FilterLineProps) {
  const facets = useFacets(q, filter, counted);
  const change = (part: Partial<Filter>) => onChange({ ...filter, ...part });
  const author = facets?.authors.find(({ value }) => value === filter.authorId);
  return (
    <fieldset className={styles.line} aria-label={t('filter.title')}>
      <ChoiceMenu
        name={t('filter.kind')}
        choices={releaseFileKinds.map((value) => ({ value, name: label(`kind.${value}`) }))}
        counts={counted ? facets?.kinds : undefined}
        chosen={filter.kinds}
        onToggle={(kind) => change({ kinds: toggled(filter.kinds, kind) })}
      />
      <ChoiceMenu
        name={t('filter.colour')}
        choices={colourNames.map((value) => ({ value, name: label(`hue.${value}`), swatch: true }))}
        counts={counted ? facets?.colours : undefined}
        chosen={filter.colours}
        onToggle={(colour) => change({ colours: toggled(filter.colours, colour) })}
      />
      <ChoiceMenu
        name={t('filter.licence')}
        choices={licenceIds.map((value) => ({ value, name: licenceName(value) }))}
        counts={counted ? facets?.licences : undefined}
        chosen={filter.licences}
        onToggle={(licence) => change({ licences: toggled(filter.licences, licence) })}
      />
      <TagMenu
        q={q}
        filter={filter}
        counts={counted ? (facets?.tags ?? []) : undefined}
        onToggle={(tag) => change({ tags: toggled(filter.tags, tag) })}
      />
      {counted && (facets?.authors.length ?? 0) > 1 && (
        <ChoiceMenu
          name={t('filter.author')}
          choices={(facets?.authors ?? []).map((facet) => ({ value: facet.value, name: nameOf(facet) }))}
          counts={facets?.authors}
          chosen={filter.authorId === null ? [] : [filter.authorId]}
          onToggle={(authorId) => change({ authorId: authorId === filter.authorId ? null : authorId })}
        />
      )}
      <button
        type="button"
        className={styles.menu}
        aria-pressed={filter.remixable}
        title={t('filter.remixableWhat')}
        onClick={() => change({ remixable: !filter.remixable })}
      >
        {t('filter.remixable')}
      </button>
      {filter.tags.map((tag) => (
        <Chosen key={tag} name={`#${tag}`} onRemove={() => change({ tags: toggled(filter.tags, tag) })} />
      ))}
      {filter.authorId !== null && (
        <Chosen
          name={author === undefined ? t('filter.oneAuthor') : nameOf(author)}
          onRemove={() => change({ authorId: null })}
        />
      )}
      {filterCount(filter) > 0 && (
        <button type="button" className={styles.clear} onClick={() => onChange(noFilter)}>
          {t('filter.clear')}
        </button>
      )}
    </fieldset>
  );
}

function Chosen({ name, onRemove }: { name: string; onRemove(): void }) {
  return (
    <button type="button" className={styles.chosen} onClick={onRemove} aria-label={t('filter.remove', { name })}>
      {name}
      <IconX size={14} stroke={1.5} aria-hidden="true" />
    </button>
  );
}

function nameOf(facet: Facet): string {
  return facet.label ?? t('design.nobody');
}

function licenceName(licence: (typeof licenceIds)[number]): string {
  return licence.startsWith('LicenseRef') ? t('filter.allRights') : licences[licence].name;
}
