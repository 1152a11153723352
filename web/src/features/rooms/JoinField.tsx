import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { t } from '../../kit/messages/language.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './HomePage.module.css';
import { parseRoomAddress, type RoomAddress } from './room-address.ts';

/** Takes a code, or any link to a room that people paste. */
export function JoinField() {
  const navigate = useNavigate();
  const form = useForm({
    initial: { address: '' },
    check: ({ address }) => {
      const problem =
        address.trim() === '' ? t('error.required') : problemOf(parseRoomAddress(address, location.origin));
      return problem === undefined ? {} : { address: problem };
    },
    submit: async ({ address }) => {
      const target = parseRoomAddress(address, location.origin);
      if (target.kind === 'code') await navigate({ to: '/join/$code', params: { code: target.code } });
      if (target.kind === 'invite') await navigate({ to: '/invite/$token', params: { token: target.token } });
      if (target.kind === 'room') await navigate({ to: '/rooms/$roomId', params: { roomId: target.roomId } });
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.join}>
      <TextInput
        {...form.field('address')}
        placeholder={t('join.fieldPlaceholder')}
        aria-label={t('join.field')}
        autoComplete="off"
        spellCheck={false}
        maxLength={2_000}
      />
      <Button type="submit" variant="default">
        {t('join.submit')}
      </Button>
    </form>
  );
}

function problemOf(address: RoomAddress): string | undefined {
  if (address.kind === 'unknown') return t('join.bad');
  return address.kind === 'elsewhere' ? t('join.elsewhere', { host: address.host }) : undefined;
}
