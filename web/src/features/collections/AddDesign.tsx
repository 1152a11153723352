import { Button, TextInput } from '@mantine/core';
import { api } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import { reloadCollections } from './collection-data.ts';
import styles from './collections.module.css';
import { designIdOf } from './design-id-of.ts';

/** Puts a design in by the address of its page. */
export function AddDesign({ collectionId }: { collectionId: string }) {
  const form = useForm({
    initial: { address: '' },
    check: ({ address }) => (designIdOf(address, location.origin) === null ? { address: t('collection.addBad') } : {}),
    submit: async ({ address }) => {
      const designId = designIdOf(address, location.origin) ?? '';
      const { added, design } = await api.collections.addItem.mutate({ collectionId, designId });
      if (!added) showToast({ text: t('collection.addKnown', { title: design.title }) });
      form.set({ address: '' });
      await reloadCollections();
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.add}>
      <TextInput
        {...form.field('address')}
        label={t('collection.add')}
        placeholder={t('collection.addHint')}
        maxLength={400}
        autoComplete="off"
      />
      <Button type="submit" variant="default" loading={form.busy} disabled={form.values.address.trim() === ''}>
        {t('collection.addDo')}
      </Button>
      <FormError error={form.error} />
    </form>
  );
}
