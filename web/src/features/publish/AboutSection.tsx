import { TagsInput, Textarea, TextInput } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import { DescriptionField } from '../designs/DescriptionField.tsx';
import { RubricField } from '../rubrics/RubricField.tsx';
import styles from './publish.module.css';
import type { PublishValues } from './publish-input.ts';

interface SectionProps {
  values: PublishValues;
  set(change: Partial<PublishValues>): void;
}

const mostTags = 12;

export function AboutSection({ values, set }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby="publish-about">
      <h2 id="publish-about">{t('publish.about')}</h2>
      <div className={styles.fields}>
        <TextInput
          name="title"
          label={t('publish.name')}
          placeholder={t('publish.namePlaceholder')}
          maxLength={120}
          autoComplete="off"
          value={values.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <DescriptionField
          label={t('publish.description')}
          description={t('publish.descriptionHint')}
          value={values.description}
          onChange={(description) => set({ description })}
        />
        <TagsInput
          name="tags"
          label={t('publish.tags')}
          description={t('publish.tagsHint')}
          maxTags={mostTags}
          splitChars={[',', ' ']}
          acceptValueOnBlur
          value={[...values.tags]}
          onChange={(tags) =>
            set({ tags: tags.map(plainTag).filter((tag, at, all) => tag !== '' && all.indexOf(tag) === at) })
          }
        />
      </div>
    </section>
  );
}

/** What is asked of whoever gives a critique. */
export function CritiquesSection({ values, set }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby="publish-critiques">
      <h2 id="publish-critiques">{t('publish.critiques')}</h2>
      <RubricField value={values.rubricId} onChange={(rubricId) => set({ rubricId })} />
    </section>
  );
}

/** Of a release that is not the first. */
export function NotesSection({ values, set }: SectionProps) {
  return (
    <section className={styles.section} aria-labelledby="publish-notes">
      <h2 id="publish-notes">{t('publish.about')}</h2>
      <div className={styles.fields}>
        <Textarea
          name="notes"
          label={t('publish.notes')}
          description={t('publish.notesHint')}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={2_000}
          value={values.notes}
          onChange={(event) => set({ notes: event.currentTarget.value })}
        />
      </div>
    </section>
  );
}

/** As the hub will write it; it decides by itself. */
function plainTag(tag: string): string {
  return tag
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#.]+/gu, '-')
    .replace(/^[-#]+|-+$/g, '')
    .slice(0, 32);
}
