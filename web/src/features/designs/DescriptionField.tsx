import { Button, Textarea } from '@mantine/core';
import { lazy, Suspense, useId, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import written from './written.module.css';

const WrittenMarkdown = lazy(async () => ({ default: (await import('./WrittenMarkdown.tsx')).WrittenMarkdown }));

interface DescriptionFieldProps {
  label: string;
  description: string;
  value: string;
  error?: string | undefined;
  onChange(value: string): void;
}

const mostLetters = 20_000;

/** Words in Markdown, and how the page of the design will show them. */
export function DescriptionField({ label, description, value, error, onChange }: DescriptionFieldProps) {
  const [previewed, setPreviewed] = useState(false);
  const id = useId();
  return (
    <div className={written.field}>
      <Textarea
        id={id}
        name="description"
        label={label}
        description={description}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={mostLetters}
        error={error}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        inputContainer={(field) => (previewed ? <Preview label={label} text={value} /> : field)}
      />
      {(value.trim() !== '' || previewed) && (
        <Button size="compact-sm" variant="default" onClick={() => setPreviewed(!previewed)}>
          {previewed ? t('feedback.goOnWriting') : t('feedback.preview')}
        </Button>
      )}
    </div>
  );
}

function Preview({ label, text }: { label: string; text: string }) {
  return (
    <section className={written.preview} aria-label={t('feedback.previewOf', { what: label })}>
      <Suspense fallback={null}>
        <WrittenMarkdown text={text} />
      </Suspense>
    </section>
  );
}
