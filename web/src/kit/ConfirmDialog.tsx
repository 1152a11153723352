import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import styles from './ConfirmDialog.module.css';
import { currentQuestion, onQuestion, type Question } from './confirm.ts';
import { t } from './messages/language.ts';

/** Shows what `confirm` asks. Esc and a click beside it mean no. */
export function ConfirmDialog() {
  const asked = useSyncExternalStore(onQuestion, currentQuestion);
  const [shown, setShown] = useState<Question | null>(asked);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (asked === null) return;
    setShown(asked);
    setTyped('');
  }, [asked]);

  // The last question stays while the dialog closes.
  const question = asked ?? shown;
  const ready = question?.typeName === undefined || typed.trim() === question.typeName;
  return (
    <Modal.Root opened={asked !== null} onClose={() => asked?.answer(false)} size="sm" {...look}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content ref={asAlert}>
        <Modal.Header role="presentation">
          <Modal.Title className={styles.title}>{question?.title}</Modal.Title>
        </Modal.Header>
        {/* The text alone is what the dialog is described by. */}
        <Modal.Body>
          <Text size="md">{question?.text}</Text>
        </Modal.Body>
        <form
          className={styles.answers}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) asked?.answer(true);
          }}
        >
          {question?.typeName !== undefined && (
            <TextInput
              label={question.typeName}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => asked?.answer(false)} data-autofocus>
              {t('action.cancel')}
            </Button>
            <Button type="submit" color={question?.danger === false ? undefined : 'danger'} disabled={!ready}>
              {question?.yes}
            </Button>
          </Group>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}

/** As the theme has it for dialogs in one piece. */
const look = { padding: 'lg', transitionProps: { transition: 'fade', duration: 150 } } as const;

/** Mantine writes `dialog` whatever it is told; its name and its description it wires itself. */
function asAlert(content: HTMLElement | null): void {
  content?.setAttribute('role', 'alertdialog');
}
