import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
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
    <Modal
      opened={asked !== null}
      onClose={() => asked?.answer(false)}
      title={question?.title}
      size="sm"
      role="alertdialog"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) asked?.answer(true);
        }}
      >
        <Text size="md">{question?.text}</Text>
        {question?.typeName !== undefined && (
          <TextInput
            mt="md"
            label={question.typeName}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
        )}
        <Group justify="flex-end" mt="lg" gap="xs">
          <Button variant="default" onClick={() => asked?.answer(false)} data-autofocus>
            {t('action.cancel')}
          </Button>
          <Button type="submit" color={question?.danger === false ? undefined : 'danger'} disabled={!ready}>
            {question?.yes}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
