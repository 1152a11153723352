import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../app/hub.ts';
import { hub } from '../../app/hub-client.ts';
import { updateAccount, useAccount } from '../../app/session.ts';
import { Avatar } from '../../kit/Avatar.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { type ShownError, shownError } from '../../kit/hub-error.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { fileSize } from '../../kit/time.ts';
import { showToast } from '../../kit/toasts.ts';
import styles from './AccountPage.module.css';

/** As in the hub's limits; a hub may allow less and says so. */
const largestPicture = 4 * 1024 * 1024;

export function AvatarSection() {
  const account = useAccount();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<{ file: File; preview: string }>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ShownError | null>(null);
  useEffect(() => () => void (chosen && URL.revokeObjectURL(chosen.preview)), [chosen]);

  function choose(file: File | undefined): void {
    setError(null);
    if (file === undefined) return;
    if (file.size > largestPicture) {
      const size = fileSize(file.size, currentLocale());
      const limit = fileSize(largestPicture, currentLocale());
      setError({
        code: 'too_large',
        text: t('profile.pictureTooLarge', { size, limit }),
        retryable: false,
        fields: {},
      });
      return;
    }
    setChosen({ file, preview: URL.createObjectURL(file) });
  }

  async function run(work: () => Promise<string>): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      showToast({ text: await work() });
      setChosen(undefined);
    } catch (thrown) {
      setError(shownError(thrown));
    } finally {
      setBusy(false);
      if (input.current !== null) input.current.value = '';
    }
  }

  const send = (file: File) =>
    run(async () => {
      const headers = { 'content-type': 'application/octet-stream' };
      const response = await hub.request('account/avatar', { method: 'POST', headers, body: file });
      const { avatarId } = (await response.json()) as { avatarId: string };
      updateAccount({ avatarId });
      return t('profile.pictureSaved');
    });
  const remove = () =>
    run(async () => {
      await api.accounts.removeAvatar.mutate();
      updateAccount({ avatarId: null });
      return t('profile.pictureRemoved');
    });

  return (
    <section className={styles.section} aria-labelledby="picture">
      <h2 id="picture">{t('profile.picture')}</h2>
      <div className={styles.row}>
        <Avatar person={account} size={64} {...(chosen === undefined ? {} : { preview: chosen.preview })} />
        <input
          ref={input}
          className={styles.file}
          type="file"
          tabIndex={-1}
          aria-hidden="true"
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
        {chosen === undefined ? (
          <>
            <Button variant="default" onClick={() => input.current?.click()} loading={busy}>
              {account.avatarId === null ? t('profile.choosePicture') : t('profile.replacePicture')}
            </Button>
            {account.avatarId !== null && (
              <Button variant="subtle" color="gray" onClick={() => void remove()} disabled={busy}>
                {t('profile.removePicture')}
              </Button>
            )}
          </>
        ) : (
          <>
            <Button onClick={() => void send(chosen.file)} loading={busy}>
              {t('profile.usePicture')}
            </Button>
            <Button variant="default" onClick={() => setChosen(undefined)} disabled={busy}>
              {t('action.cancel')}
            </Button>
          </>
        )}
      </div>
      <p className={styles.hint}>{t('profile.pictureHint', { size: fileSize(largestPicture, currentLocale()) })}</p>
      <FormError error={error} />
    </section>
  );
}
