import type { Collection } from '@draftroom/core/schema/designs';
import { type DesignVisibility, designVisibilities } from '@draftroom/drizzle/enums';
import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { api } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './collections.module.css';

interface CollectionFormProps {
  /** Without: a new one. */
  collection?: Collection;
  onDone(collection: Collection): void;
  onCancel(): void;
}

export function CollectionForm({ collection, onDone, onCancel }: CollectionFormProps) {
  const form = useForm({
    initial: {
      title: collection?.title ?? '',
      description: collection?.description ?? '',
      visibility: collection?.visibility ?? 'public',
    },
    check: ({ title }) => (title.trim() === '' ? { title: t('error.required') } : {}),
    submit: async ({ title, description, visibility }) => {
      const values = { title, description, visibility: visibility as DesignVisibility };
      onDone(
        await (collection === undefined
          ? api.collections.create.mutate(values)
          : api.collections.update.mutate({ collectionId: collection.id, ...values })),
      );
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <TextInput
        {...form.field('title')}
        label={t('collection.title')}
        maxLength={80}
        autoComplete="off"
        data-autofocus
      />
      <Textarea
        {...form.field('description')}
        label={t('collection.description')}
        maxLength={2_000}
        autosize
        minRows={2}
        maxRows={8}
      />
      <NativeSelect
        label={t('collection.visibility')}
        value={form.values.visibility}
        onChange={(event) => form.set({ visibility: event.currentTarget.value as DesignVisibility })}
        data={designVisibilities.map((value) => ({ value, label: label(`collection.${value}`) }))}
      />
      <FormError error={form.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={form.busy}>
          {collection === undefined ? t('collection.create') : t('action.save')}
        </Button>
      </Group>
    </form>
  );
}

interface CollectionDialogProps extends Omit<CollectionFormProps, 'onCancel'> {
  opened: boolean;
  onClose(): void;
}

export function CollectionDialog({ opened, onClose, ...form }: CollectionDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={form.collection === undefined ? t('collection.new') : t('collection.edit')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <CollectionForm {...form} onCancel={onClose} />
    </Modal>
  );
}
