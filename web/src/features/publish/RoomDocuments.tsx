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
      {files.length > 0 && <p className={styles.hint}>{wordsOnFiles(count, total, files.length)}</p>}
    </fieldset>
  );
}

function wordsOnFiles(count: number, total: number, files: number): string {
  if (count === 0) return t('publish.noRoomFiles');
  return count === total ? t('publish.roomFiles', { count: files }) : t('publish.onlyPictures');
}

interface RoomFilesProps {
  room: { readonly name: string; readonly tree: Tree };
  checked: boolean;
  onChange(checked: boolean): void;
}

/** A room without documents: its files, all or none. */
export function RoomFiles({ room, checked, onChange }: RoomFilesProps) {
  return (
    <fieldset className={styles.documents}>
      <legend>{t('publish.filesOf', { room: room.name })}</legend>
      <div className={styles.documentsHead}>
        <Checkbox
          label={t('publish.allFiles', { count: room.tree.files.length })}
          checked={checked}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </div>
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
