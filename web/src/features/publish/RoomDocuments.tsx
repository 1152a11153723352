import type { Tree } from '@draftroom/core/schema/documents';
import { Checkbox } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import styles from './publish.module.css';

interface RoomDocumentsProps {
  room: { readonly name: string; readonly tree: Tree };
  without: ReadonlySet<string>;
  onChange(without: ReadonlySet<string>): void;
}

/** The documents of the room, all of them ticked at first. */
export function RoomDocuments({ room, without, onChange }: RoomDocumentsProps) {
  const { documents, files } = room.tree;
  const total = documents.length;
  const count = total - without.size;
  if (total === 0) return <p className={styles.hint}>{t('publish.noDocuments')}</p>;
  return (
    <fieldset className={styles.documents}>
      <legend>{t('publish.documents', { room: room.name })}</legend>
      <div className={styles.documentsHead}>
        <Checkbox
          label={t('publish.all')}
          checked={count === total}
          indeterminate={count > 0 && count < total}
          onChange={() => onChange(count === total ? new Set(documents.map(({ id }) => id)) : new Set())}
        />
        <span className={styles.hint}>{t('publish.chosen', { count, total })}</span>
      </div>
      <ul>
        {documents.map(({ id, path }) => (
          <li key={id}>
            <Checkbox
              label={<Path path={path} />}
              checked={!without.has(id)}
              onChange={(event) => onChange(toggled(without, id, !event.currentTarget.checked))}
            />
          </li>
        ))}
      </ul>
      {files.length > 0 && count > 0 && (
        <p className={styles.hint}>
          {count === total ? t('publish.roomFiles', { count: files.length }) : t('publish.onlyPictures')}
        </p>
      )}
    </fieldset>
  );
}

/** The folders quietly, the name in full: that is what tells documents apart. */
export function Path({ path }: { path: string }) {
  const at = path.lastIndexOf('/') + 1;
  return (
    <span className={styles.path}>
      <span>{path.slice(0, at)}</span>
      {path.slice(at)}
    </span>
  );
}

function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
