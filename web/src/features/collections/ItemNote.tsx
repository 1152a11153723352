import type { CollectionItem } from '@draftroom/core/schema/designs';
import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import { reloadCollections, sayWhy } from './collection-data.ts';
import styles from './collections.module.css';

/** Why a design is in the collection; its owner writes it in place. */
export function ItemNote({ collectionId, item, mine }: { collectionId: string; item: CollectionItem; mine: boolean }) {
  const [text, setText] = useState<string | null>(null);
  const { title, id } = item.design;
  const save = useMutation({
    mutationFn: (note: string) => api.collections.updateItem.mutate({ collectionId, designId: id, note }),
    onSuccess: async () => {
      await reloadCollections();
      setText(null);
    },
    onError: sayWhy,
  });
  if (text !== null) {
    return (
      <form
        className={styles.noteForm}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(text);
        }}
      >
        <Textarea
          autoFocus
          autosize
          minRows={2}
          maxLength={500}
          aria-label={t('collection.noteFor', { title })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText(null)}
        />
        <div className={styles.actions}>
          <Button type="submit" size="xs" loading={save.isPending}>
            {t('collection.saveNote')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setText(null)}>
            {t('action.cancel')}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <>
      {item.note !== '' && <p className={styles.note}>{item.note}</p>}
      {mine && (
        <button type="button" className={styles.noteButton} onClick={() => setText(item.note)}>
          {item.note === '' ? t('collection.addNote') : t('collection.editNote')}
        </button>
      )}
    </>
  );
}
