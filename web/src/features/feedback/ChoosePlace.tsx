import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import type { ReleaseFile } from '@draftroom/core/schema/designs';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { label, loadMessages, t } from '../../kit/messages/language.ts';
import { viewerOf } from '../designs/viewers/viewer-of.ts';
import styles from './feedback.module.css';
import { type ListedPlace, listedPlaces } from './listed-places.ts';
import { readContent } from './read-content.ts';

interface ChoosePlaceProps {
  files: readonly ReleaseFile[];
  onChoose(anchor: DesignAnchor): void;
}

const whatIsListed = {
  picture: 'feedback.choose.spot',
  text: 'feedback.choose.line',
  drawing: 'feedback.choose.element',
  model: 'feedback.choose.node',
} as const;

/** A place chosen by name instead of a click: a file, then a line, an element, a part or a spot. */
export function ChoosePlace({ files, onChoose }: ChoosePlaceProps) {
  const possible = files.filter((file) => viewerOf(file) !== null);
  const [path, setPath] = useState(possible[0]?.path ?? '');
  const [index, setIndex] = useState(0);
  const file = possible.find((one) => one.path === path);
  const places = useQuery({
    queryKey: ['listed-places', file?.assetId, path],
    queryFn: ({ signal }) => (file === undefined ? [] : placesOf(file, signal)),
    enabled: file !== undefined,
  });
  const chosen = places.data?.[index];
  const surface = file === undefined ? null : viewerOf(file);
  if (file === undefined || surface === null) return <p className={styles.note}>{t('feedback.choose.none')}</p>;
  return (
    <fieldset className={styles.choose} aria-label={t('feedback.choose.title')}>
      <NativeSelect
        label={t('feedback.choose.file')}
        data={possible.map((one) => one.path)}
        value={path}
        onChange={(event) => {
          setPath(event.currentTarget.value);
          setIndex(0);
        }}
      />
      <NativeSelect
        label={t(whatIsListed[surface])}
        disabled={places.data === undefined}
        data={(places.data ?? []).map(({ name }, at) => ({ value: String(at), label: name }))}
        value={String(index)}
        onChange={(event) => setIndex(Number(event.currentTarget.value))}
      />
      {places.data?.length === 0 && <p className={styles.note}>{t('feedback.choose.none')}</p>}
      <Button
        size="compact-sm"
        disabled={chosen === undefined}
        onClick={() => {
          if (chosen !== undefined) onChoose(chosen.anchor);
        }}
      >
        {t('feedback.choose.use')}
      </Button>
    </fieldset>
  );
}

async function placesOf(file: ReleaseFile, signal: AbortSignal): Promise<ListedPlace[]> {
  const content = await readContent(file, signal);
  if (content === null) return [];
  // What elements are called stands with the texts of boards.
  const elements = content.kind === 'drawing' ? content.elements : [];
  const [{ elementName }, { outlineOf }] = await Promise.all([
    import('../../room/board/element-name.ts'),
    import('../../room/board/outline.ts'),
    loadMessages('room'),
  ]);
  const names = new Map(outlineOf(elements).map((item) => [item.id, elementName(item)]));
  return listedPlaces(file.path, content, {
    spot: (spot) => label(`feedback.spot.${spot}`),
    element: ({ id }) => names.get(id) ?? id,
  });
}
