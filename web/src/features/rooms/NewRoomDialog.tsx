import type { RoomTemplate } from '@draftroom/core/schema/rooms';
import { type RoomVisibility, roomVisibilities } from '@draftroom/drizzle/enums';
import { Button, Group, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormError } from '../../kit/FormError.tsx';
import { label, t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import { passwordToggle } from '../accounts/password-toggle.ts';
import { ChoiceCards } from './ChoiceCards.tsx';
import { templates, useCreateRoom } from './create-room.ts';
import styles from './NewRoomDialog.module.css';

interface NewRoomDialogProps {
  opened: boolean;
  onClose(): void;
}

export function NewRoomDialog({ opened, onClose }: NewRoomDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('newRoom.title')}
      size={560}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <NewRoomForm onClose={onClose} />
    </Modal>
  );
}

function NewRoomForm({ onClose }: { onClose(): void }) {
  const create = useCreateRoom();
  const [withPassword, setWithPassword] = useState(false);
  const form = useForm({
    initial: { name: '', visibility: 'private', template: 'typescript', password: '' },
    check: ({ name }) => (name.trim() === '' ? { name: t('error.required') } : {}),
    submit: ({ name, visibility, template, password }) =>
      create({
        name,
        visibility: visibility as RoomVisibility,
        template: template as RoomTemplate,
        ...(password === '' ? {} : { password }),
      }),
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <TextInput
        {...form.field('name')}
        label={t('newRoom.name')}
        placeholder={t('newRoom.namePlaceholder')}
        maxLength={80}
        autoComplete="off"
        data-autofocus
      />
      <ChoiceCards
        legend={t('newRoom.template')}
        name="template"
        columns={2}
        value={form.values.template}
        onChange={(template) => form.set({ template })}
        choices={templates.map((template) => ({
          value: template,
          title: label(`template.${template}`),
          text: label(`template.${template}What`),
        }))}
      />
      <ChoiceCards
        legend={t('newRoom.visibility')}
        name="visibility"
        columns={1}
        value={form.values.visibility}
        onChange={(visibility) => form.set({ visibility })}
        choices={[...roomVisibilities].reverse().map((visibility) => ({
          value: visibility,
          title: label(`visibility.${visibility}`),
          text: label(`visibility.${visibility}What`),
        }))}
      />
      {withPassword ? (
        <PasswordInput
          {...form.field('password')}
          autoFocus
          label={t('newRoom.password')}
          description={t('newRoom.passwordHint')}
          autoComplete="new-password"
          {...passwordToggle()}
        />
      ) : (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={() => setWithPassword(true)}>
            {t('newRoom.addPassword')}
          </Button>
        </div>
      )}
      <FormError error={form.error} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button type="submit" loading={form.busy}>
          {t('newRoom.submit')}
        </Button>
      </Group>
    </form>
  );
}
