import { shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';

/** Does something with the hub; what fails is said, and where it may be taken back, that is offered for ten seconds. */
export async function act(
  work: () => Promise<unknown>,
  said?: { text: string; undo?: () => Promise<unknown> },
): Promise<boolean> {
  try {
    await work();
  } catch (error) {
    showToast({ text: shownError(error).text, tone: 'error' });
    return false;
  }
  if (said === undefined) return true;
  const { text, undo } = said;
  showToast({
    text,
    ...(undo === undefined ? {} : { action: { label: t('action.undo'), run: () => void act(undo) } }),
  });
  return true;
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: t('action.copied') });
  } catch {
    showToast({ text: t('room.copyFailed'), tone: 'error' });
  }
}
