import type { Contained } from '@draftroom/core/schema/designs';
import { Button, Checkbox, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { hasCode, shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { CollectionForm } from './CollectionForm.tsx';
import styles from './collections.module.css';

export interface SaveToCollectionProps {
  design: { id: string; title: string };
  opened: boolean;
  onClose(): void;
}

/** My collections, those with this design ticked, and a new one. */
export function SaveToCollectionDialog({ design, opened, onClose }: SaveToCollectionProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('collection.saveTitle', { title: design.title })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <MyCollections design={design} />
    </Modal>
  );
}

function MyCollections({ design }: Pick<SaveToCollectionProps, 'design'>) {
  const mine = useQuery(trpc.collections.containing.queryOptions({ designId: design.id }));
  const [adding, setAdding] = useState(false);
  const toggle = useToggle(design.id);
  if (mine.isPending) return <WaitingList />;
  if (hasCode(mine.error, 'unlisted_design')) return <p>{shownError(mine.error).text}</p>;
  if (mine.isError) return <ErrorPanel error={mine.error} onRetry={() => void mine.refetch()} />;
  const { items } = mine.data;
  if (adding || items.length === 0) {
    return (
      <div className={styles.form}>
        {items.length === 0 && <p>{t('collection.saveNone')}</p>}
        <CollectionForm
          onCancel={() => setAdding(false)}
          onDone={(collection) => {
            setAdding(false);
            toggle.mutate({ id: collection.id, title: collection.title, on: true });
          }}
        />
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <div className={styles.choices}>
        {items.map((collection) => (
          <Checkbox
            key={collection.id}
            checked={collection.contains}
            disabled={toggle.isPending && toggle.variables.id === collection.id}
            onChange={(event) => toggle.mutate({ ...collection, on: event.currentTarget.checked })}
            label={collection.title}
            description={label(`collection.${collection.visibility}`)}
          />
        ))}
      </div>
      <div>
        <Button variant="default" onClick={() => setAdding(true)}>
          {t('collection.new')}
        </Button>
      </div>
    </div>
  );
}

function useToggle(designId: string) {
  const key = trpc.collections.containing.queryKey({ designId });
  const show = (id: string, contains: boolean) =>
    queryClient.setQueryData(key, (known: Contained | undefined) =>
      known === undefined
        ? known
        : { items: known.items.map((each) => (each.id === id ? { ...each, contains } : each)) },
    );
  return useMutation({
    mutationFn: async ({ id, on }: { id: string; title: string; on: boolean }) => {
      const item = { collectionId: id, designId };
      await (on ? api.collections.addItem.mutate(item) : api.collections.removeItem.mutate(item));
    },
    onMutate: ({ id, on }) => show(id, on),
    onSuccess: (_done, { title, on }) =>
      showToast({ text: on ? t('collection.added', { title }) : t('collection.taken', { title }) }),
    onError: (error, { id, on }) => {
      show(id, !on);
      showToast({ text: shownError(error).text, tone: 'error' });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.collections.pathKey() }),
  });
}

function WaitingList() {
  return (
    <Skeleton>
      <div className={styles.choices}>
        {[60, 44, 52].map((width) => (
          <SkeletonLine key={width} width={`${width}%`} height={20} />
        ))}
      </div>
    </Skeleton>
  );
}
