import type { RoomByCode } from '@draftroom/core/schema/rooms';
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { FormError } from '../../kit/FormError.tsx';
import { hasCode } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import { passwordToggle } from '../accounts/password-toggle.ts';

interface JoinFormProps {
  room: RoomByCode;
  code: string;
}

export function JoinForm({ room, code }: JoinFormProps) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [removed, setRemoved] = useState(false);
  const form = useForm({
    initial: { password: '' },
    check: ({ password }) => (room.needsPassword && password === '' ? { password: t('error.required') } : {}),
    submit: async ({ password }) => {
      try {
        const input = { code, ...(password === '' ? {} : { password }) };
        const { id, role } = await api.rooms.join.mutate(input);
        void queryClient.invalidateQueries({ queryKey: trpc.rooms.list.pathKey() });
        showToast({ text: t('join.joined', { room: room.name, role: label(`role.${role}`) }) });
        await navigate({ to: '/rooms/$roomId', params: { roomId: id } });
      } catch (error) {
        if (!hasCode(error, 'removed')) throw error;
        setRemoved(true);
      }
    },
  });

  if (removed) {
    return (
      <>
        <Notice tone="error" title={t('join.removed')} />
        <RequestForm code={code} />
      </>
    );
  }
  if (asking) return <RequestForm code={code} />;
  return (
    <form onSubmit={form.onSubmit} noValidate>
      {room.needsPassword && (
        <PasswordInput
          {...form.field('password')}
          label={t('join.password')}
          description={t('join.passwordNeeded')}
          autoComplete="off"
          {...passwordToggle()}
        />
      )}
      <FormError error={form.error} />
      <Button type="submit" loading={form.busy}>
        {t('join.submit')}
      </Button>
      {room.needsPassword && (
        <Button variant="subtle" onClick={() => setAsking(true)}>
          {t('join.noPassword')}
        </Button>
      )}
    </form>
  );
}

/** Asks an owner; when they let the person in, the page goes on into the room. */
function RequestForm({ code }: { code: string }) {
  const [sent, setSent] = useState(false);
  const form = useForm({
    initial: { message: '' },
    submit: async ({ message }) => {
      await api.rooms.requests.create.mutate({ code, message });
      setSent(true);
    },
  });
  // Let in, the person's own events reload what the page knows of the room, and it goes on.
  if (sent) return <Notice tone="ok" title={t('join.requested')} />;
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Textarea
        {...form.field('message')}
        label={t('join.requestMessage')}
        description={t('join.requestWhat')}
        maxLength={500}
        minRows={2}
        autosize
      />
      <FormError error={form.error} />
      <Button type="submit" loading={form.busy}>
        {t('join.request')}
      </Button>
    </form>
  );
}
