import { type Design, mostTags, tagLength, titleLength } from '@draftroom/core/schema/designs';
import { type DesignVisibility, designVisibilities } from '@draftroom/drizzle/enums';
import { Button, Modal, Radio, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import { refreshCritiques } from '../feedback/refresh-feedback.ts';
import { RubricField } from '../rubrics/RubricField.tsx';
import { DescriptionField } from './DescriptionField.tsx';
import styles from './design.module.css';

/** Everything but the releases, which stay as they are. */
export function EditDesign({ design, onClose }: { design: Design; onClose(): void }) {
  const [tags, setTags] = useState<string[]>([...design.tags]);
  const [visibility, setVisibility] = useState<DesignVisibility>(design.visibility);
  const [rubricId, setRubricId] = useState(design.rubricId);
  const form = useForm({
    initial: { title: design.title, description: design.description },
    check: ({ title }) => (title.trim() === '' ? { title: t('designPage.needsTitle') } : {}),
    submit: async (values) => {
      const changed = await api.designs.update.mutate({
        designId: design.id,
        ...values,
        tags,
        visibility,
        // One that was removed since stays where it is used already.
        ...(rubricId === design.rubricId ? {} : { rubricId }),
      });
      void refreshCritiques();
      queryClient.setQueryData(trpc.designs.get.queryKey({ designId: design.id }), changed);
      onClose();
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      title={t('designPage.editOf', { title: design.title })}
      size="lg"
    >
      <form className={styles.form} onSubmit={form.onSubmit}>
        <TextInput label={t('designPage.title')} maxLength={titleLength} required {...form.field('title')} />
        <DescriptionField
          label={t('designPage.description')}
          description={t('designPage.markdown')}
          value={form.values.description}
          error={form.field('description').error}
          onChange={(description) => form.set({ description })}
        />
        <TagsInput
          label={t('designPage.tags')}
          description={t('designPage.tagsHint', { count: mostTags })}
          value={tags}
          onChange={setTags}
          maxTags={mostTags}
          maxLength={tagLength}
          clearable={false}
        />
        <Radio.Group
          label={t('designPage.whoSees')}
          value={visibility}
          onChange={(value) => setVisibility(value as DesignVisibility)}
        >
          <div className={styles.choices}>
            {designVisibilities.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={label(`designPage.visibility.${choice}`)}
                description={label(`designPage.visibilityWhat.${choice}`)}
              />
            ))}
          </div>
        </Radio.Group>
        <RubricField value={rubricId} onChange={setRubricId} />
        <FormError error={form.error} />
        <Button type="submit" loading={form.busy}>
          {t('action.save')}
        </Button>
      </form>
    </Modal>
  );
}
