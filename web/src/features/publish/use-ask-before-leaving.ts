import { useBlocker } from '@tanstack/react-router';
import { confirm } from '../../kit/confirm.ts';
import { t } from '../../kit/messages/language.ts';

/** While `active`, going to another page asks first; closing the window is asked by the browser. */
export function useAskBeforeLeaving(active: boolean): void {
  useBlocker({
    disabled: !active,
    enableBeforeUnload: active,
    shouldBlockFn: async () => {
      const question = { title: t('publish.leaveTitle'), text: t('publish.leaveText'), yes: t('publish.leave') };
      return !(await confirm(question));
    },
  });
}
