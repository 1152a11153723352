import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconRefresh, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { currentLocale, errorText, label, reasonText, t } from '../../kit/messages/language.ts';
import { fileSize } from '../../kit/time.ts';
import styles from './publish.module.css';
import { Path } from './RoomDocuments.tsx';
import type { UploadEntry, UploadList } from './upload-list.ts';
import { factsOf, missingFrom } from './upload-words.ts';

interface UploadRowProps {
  entry: UploadEntry;
  entries: readonly UploadEntry[];
  list: UploadList;
}

export function UploadRow({ entry, entries, list }: UploadRowProps) {
  const { key, path, state } = entry;
  const thumbnail = state === 'ready' && (entry.upload?.facts?.sizes?.length ?? 0) > 0 ? entry.upload?.url : null;
  return (
    <li className={styles.upload} data-state={state}>
      <div className={styles.thumbnail}>
        {thumbnail != null && <img src={`${thumbnail}?width=100`} alt="" loading="lazy" />}
      </div>
      <div className={styles.uploadWords}>
        <Path path={path} />
        <p className={styles.hint}>{statusOf(entry)}</p>
        {(state === 'sending' || state === 'cut' || state === 'paused') && (
          <progress
            value={entry.upload?.received ?? 0}
            max={entry.size}
            aria-label={t('publish.progress', { name: path })}
          />
        )}
        <Problems entry={entry} entries={entries} />
      </div>
      <div className={styles.uploadActions}>
        {(state === 'sending' || state === 'cut' || state === 'waiting') && (
          <RowAction name={t('publish.pause', { name: path })} run={() => list.pause(key)}>
            <IconPlayerPause size={18} stroke={1.5} />
          </RowAction>
        )}
        {state === 'paused' && (
          <RowAction name={t('publish.resume', { name: path })} run={() => list.resume(key)}>
            <IconPlayerPlay size={18} stroke={1.5} />
          </RowAction>
        )}
        {state === 'failed' && (
          <RowAction name={t('publish.retry', { name: path })} run={() => list.resume(key)}>
            <IconRefresh size={18} stroke={1.5} />
          </RowAction>
        )}
        <RowAction name={t('publish.remove', { name: path })} run={() => list.remove(key)}>
          <IconX size={18} stroke={1.5} />
        </RowAction>
      </div>
    </li>
  );
}

function RowAction({ name, run, children }: { name: string; run(): void; children: ReactNode }) {
  return (
    <Tooltip label={name}>
      <ActionIcon variant="subtle" color="gray" size={32} aria-label={name} onClick={run}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function statusOf({ state, upload, size }: UploadEntry): string {
  const percent = Math.floor((100 * (upload?.received ?? 0)) / Math.max(1, size));
  switch (state) {
    case 'sending':
      return t('publish.sending', { percent, size: fileSize(size, currentLocale()) });
    case 'paused':
      return t('publish.paused', { percent });
    case 'ready':
      return [fileSize(size, currentLocale()), ...(upload === null ? [] : factsOf(upload))].join(' · ');
    default:
      return label(`publish.${state}`);
  }
}

/** What is wrong with a file, or missing in it, in words. */
function Problems({ entry: { upload, path, error }, entries }: Pick<UploadRowProps, 'entry' | 'entries'>) {
  const problem = upload?.problem ?? null;
  const missing = missingFrom(path, upload?.facts ?? null, entries);
  const mistakes = upload?.facts?.validation?.errors ?? 0;
  const skipped = upload?.skipped ?? [];
  return (
    <>
      {error !== null && <p className={styles.problem}>{error.text}</p>}
      {problem !== null && (
        <p className={styles.problem}>{errorText(problem.code, problem.details) ?? problem.message}</p>
      )}
      {missing.length > 0 && (
        <p className={styles.warning}>
          {t('publish.missing', { count: missing.length, names: missing.slice(0, 5).join(', ') })}
        </p>
      )}
      {mistakes > 0 && (
        <p className={styles.warning}>
          {t('publish.mistakes', { count: mistakes, message: upload?.facts?.validation?.messages[0]?.message ?? '' })}
        </p>
      )}
      {skipped.length > 0 && (
        <details className={styles.skipped}>
          <summary>{t('publish.skipped', { count: skipped.length })}</summary>
          <ul>
            {skipped.map(({ path: name, reason }) => (
              <li key={name}>
                <Path path={name} /> {reasonText(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
