import { useRef, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import styles from './publish.module.css';
import { UploadRow } from './UploadRow.tsx';
import type { UploadEntry, UploadList } from './upload-list.ts';

/** Where files are dropped or chosen, and how each of them stands. */
export function FilesField({ list, entries }: { list: UploadList; entries: readonly UploadEntry[] }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const add = (files: Iterable<File>) => list.add([...files].map((file) => ({ path: file.name, file })));
  return (
    <div className={styles.files}>
      <h3>{t('publish.files')}</h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button in it does the same by keyboard */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <p>
          {t('publish.drop')}{' '}
          <button type="button" className={styles.choose} onClick={() => input.current?.click()}>
            {t('publish.choose')}
          </button>
        </p>
        <p className={styles.hint}>{t('publish.dropHint')}</p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('publish.choose')}
          onChange={(event) => {
            add(event.currentTarget.files ?? []);
            event.currentTarget.value = '';
          }}
        />
      </div>
      {entries.length > 0 && (
        <ul className={styles.uploads} aria-label={t('publish.uploads')}>
          {entries.map((entry) => (
            <UploadRow key={entry.key} entry={entry} entries={entries} list={list} />
          ))}
        </ul>
      )}
    </div>
  );
}
