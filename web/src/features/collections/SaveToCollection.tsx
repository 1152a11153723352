import { lazy, Suspense } from 'react';
import { loadMessages } from '../../kit/messages/language.ts';
import type { SaveToCollectionProps } from './SaveToCollectionDialog.tsx';

const Dialog = lazy(async () => {
  const [{ SaveToCollectionDialog }] = await Promise.all([
    import('./SaveToCollectionDialog.tsx'),
    loadMessages('discover'),
  ]);
  return { default: SaveToCollectionDialog };
});

/** The dialog in which a design is put into collections; for people who are signed in. Loads when it is first opened. */
export function SaveToCollection(props: SaveToCollectionProps) {
  return props.opened ? (
    <Suspense fallback={null}>
      <Dialog {...props} />
    </Suspense>
  ) : null;
}
