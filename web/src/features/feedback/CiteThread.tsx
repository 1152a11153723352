import { Button, Select } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';
import { type CitableThread, citableThreads } from './citable-threads.ts';
import styles from './feedback.module.css';
import { placeName } from './place-name.ts';
import type { Feedback } from './use-feedback.ts';

interface CiteThreadProps {
  feedback: Feedback;
  /** Threads that this score cites already. */
  cited: ReadonlySet<string>;
  onCite(thread: CitableThread): void;
}

/** A comment that is there already, found by its number, its place, its author or its words. */
export function CiteThread({ feedback, cited, onCite }: CiteThreadProps) {
  const offered = citableThreads(feedback.threads, cited);
  return (
    <div className={styles.choose}>
      <Select
        label={t('feedback.critique.citeWhich')}
        placeholder={t('feedback.critique.citeFind')}
        searchable
        autoFocus
        defaultDropdownOpened
        selectFirstOptionOnChange
        limit={100}
        nothingFoundMessage={t('feedback.critique.citeNone')}
        // Within the landmark that the form is in.
        comboboxProps={{ portalProps: { target: '#content' } }}
        value={null}
        // Where nothing is chosen by it, it would send the form.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        data={offered.map((thread) => ({ value: thread.id, label: nameOf(thread) }))}
        onChange={(id) => {
          const thread = offered.find((one) => one.id === id);
          if (thread !== undefined) onCite(thread);
        }}
      />
      {feedback.loadOlder !== undefined && (
        <Button size="compact-sm" variant="default" onClick={feedback.loadOlder}>
          {t('feedback.older')}
        </Button>
      )}
    </div>
  );
}

function nameOf({ mark, anchor, by, words }: CitableThread): string {
  return t('feedback.critique.citeName', {
    mark,
    place: placeName(anchor),
    name: by ?? t('feedback.someone'),
    words,
  });
}
