import { api, queryClient } from '../../app/hub.ts';
import { confirm } from '../../kit/confirm.ts';
import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';

interface Named {
  readonly userId: string;
  readonly name: string;
}

export async function setBlocked({ userId, name }: Named, on: boolean): Promise<void> {
  if (on) {
    const yes = await confirm({
      title: t('safety.blockTitle', { name }),
      text: t('safety.blockWhat'),
      yes: t('safety.block'),
    });
    if (!yes) return;
  }
  await change(async () => {
    await api.blocks.set.mutate({ userId, on });
    return on ? t('safety.blocked', { name }) : t('safety.unblocked', { name });
  });
}

export async function setMuted({ userId, name }: Named, on: boolean): Promise<void> {
  await change(async () => {
    await api.mutes.set.mutate({ userId, on });
    return on ? t('safety.muted', { name }) : t('safety.unmuted', { name });
  });
}

/** Whom one sees changes nearly everything that was loaded. */
async function change(work: () => Promise<string>): Promise<void> {
  try {
    showToast({ text: await work() });
  } catch (error) {
    showToast({ text: shownError(error).text, tone: 'error' });
  }
  await queryClient.invalidateQueries();
}
