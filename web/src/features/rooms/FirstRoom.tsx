import type { RoomTemplate } from '@draftroom/core/schema/rooms';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { templates, useCreateRoom } from './create-room.ts';
import styles from './HomePage.module.css';

/** Nobody who comes for the first time has to fill in a form: one click is a room with something in it. */
export function FirstRoom({ onNew }: { onNew(): void }) {
  const create = useCreateRoom();
  const [busy, setBusy] = useState<RoomTemplate>();
  const [error, setError] = useState<ShownError | null>(null);
  const start = async (template: RoomTemplate) => {
    setBusy(template);
    setError(null);
    try {
      await create({ name: t('newRoom.firstName'), template });
    } catch (thrown) {
      setError(shownError(thrown));
      setBusy(undefined);
    }
  };
  return (
    <EmptyState
      title={t('home.emptyTitle')}
      text={t('home.emptyWhat')}
      action={
        <>
          <div className={styles.templates}>
            {templates.map((template) => (
              <button
                key={template}
                type="button"
                className={styles.template}
                disabled={busy !== undefined}
                aria-busy={busy === template}
                onClick={() => void start(template)}
              >
                <strong>{label(`template.${template}`)}</strong>
                <span>{label(`template.${template}What`)}</span>
              </button>
            ))}
          </div>
          <FormError error={error} />
          <Button variant="subtle" size="compact-md" onClick={onNew}>
            {t('home.new')}
          </Button>
        </>
      }
    />
  );
}
