import { Button, TextInput } from '@mantine/core';
import { api } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import { reloadCollections } from './collection-data.ts';
import styles from './collections.module.css';
import { designIdOf } from './design-id-of.ts';

/** Puts a design in by the address of its page. */
export function AddDesign({ collectionId, known }: { collectionId: string; known: ReadonlySet<string> }) {
  const form = useForm({
    initial: { address: '' },
    check: ({ address }) => {
      const id = designIdOf(address, location.origin);
      if (id === null) return { address: t('collection.addBad') };
      return known.has(id) ? { address: t('collection.addKnown') } : {};
    },
    submit: async ({ address }) => {
      await api.collections.addItem.mutate({ collectionId, designId: designIdOf(address, location.origin) ?? '' });
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
