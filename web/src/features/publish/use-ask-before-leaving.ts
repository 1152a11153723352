import { useBlocker } from '@tanstack/react-router';
import { confirm } from '../../kit/confirm.ts';
import { t } from '../../kit/messages/language.ts';

/**
 * Going to another page asks first while something would be lost: files that are on their way, or what was filled in.
 * Closing the window is asked by the browser.
 */
export function useAskBeforeLeaving(lost: 'files' | 'words' | null): void {
  useBlocker({
    disabled: lost === null,
    enableBeforeUnload: lost !== null,
    shouldBlockFn: async ({ current, next }) => {
      // The same page with what stands in it: a place on it, or a link to itself.
      if (current.pathname === next.pathname && JSON.stringify(current.search) === JSON.stringify(next.search))
        return false;
      const title = t(lost === 'files' ? 'publish.leaveTitle' : 'publish.leaveWordsTitle');
      const text = t(lost === 'files' ? 'publish.leaveText' : 'publish.leaveWordsText');
      return !(await confirm({ title, text, yes: t('publish.leave') }));
    },
  });
}
