import type { SavedSearch } from '@draftroom/core/schema/discovery';
import { Button, Popover, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import styles from './SearchPage.module.css';
import { askedSearch, isEmpty, keptPlace, type SearchPlace, writeSearch } from './search-place.ts';

const reload = () => queryClient.invalidateQueries({ queryKey: trpc.search.saved.list.queryKey() });
const sayWhy = (error: unknown) => showToast({ text: shownError(error).text, tone: 'error' });

/** Searches to come back to, and the way to keep this one. */
export function SavedSearches({ place }: { place: SearchPlace }) {
  const saved = useQuery(trpc.search.saved.list.queryOptions(undefined, { staleTime: 60_000 }));
  const remove = useMutation({
    mutationFn: ({ id }: SavedSearch) => api.search.saved.remove.mutate({ savedSearchId: id }),
    onSuccess: async (_gone, { name, search }) => {
      await reload();
      const bringBack = () => void api.search.saved.create.mutate({ name, search }).then(reload).catch(sayWhy);
      showToast({ text: t('search.removed', { name }), action: { label: t('action.undo'), run: bringBack } });
    },
    onError: sayWhy,
  });
  const items = saved.data?.items ?? [];
  const here = JSON.stringify(writeSearch(place));
  const isKept = items.some(({ search }) => JSON.stringify(writeSearch(keptPlace(search))) === here);
  if (saved.isPending || (items.length === 0 && isEmpty(place))) return null;
  return (
    <section className={styles.saved} aria-label={t('search.saved')}>
      {items.map((item) => (
        <span key={item.id} className={styles.kept}>
          <Link
            to="/search"
            search={writeSearch(keptPlace(item.search))}
            activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          >
            {item.name}
          </Link>
          <button
            type="button"
            aria-label={t('search.removeSaved', { name: item.name })}
            disabled={remove.isPending}
            onClick={() => remove.mutate(item)}
          >
            <IconX size={14} stroke={1.5} aria-hidden="true" />
          </button>
        </span>
      ))}
      {!isEmpty(place) && !isKept && <SaveThis place={place} />}
    </section>
  );
}

function SaveThis({ place }: { place: SearchPlace }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () => api.search.saved.create.mutate({ name: name.trim(), search: askedSearch(place) }),
    onSuccess: async () => {
      setOpened(false);
      await reload();
      showToast({ text: t('search.savedNow', { name: name.trim() }) });
    },
    onError: sayWhy,
  });
  const open = () => {
    setName(place.q === '' ? (place.filter.tags[0] ?? '') : place.q);
    setOpened(true);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button size="xs" variant="subtle" onClick={() => (opened ? setOpened(false) : open())}>
          {t('search.saveThis')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('search.saveThis')}>
        <form
          className={styles.saveForm}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') save.mutate();
          }}
        >
          <TextInput
            label={t('search.saveName')}
            value={name}
            maxLength={80}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
            {t('action.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
