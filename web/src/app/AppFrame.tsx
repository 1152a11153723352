import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { currentQuestion, onQuestion } from '../kit/confirm.ts';
import { loadMessages, t } from '../kit/messages/language.ts';
import { currentRootDialog, onRootDialog, openRootDialog, rootDialogKey } from '../kit/palette/open-state.ts';
import { Toasts } from '../kit/Toasts.tsx';
import styles from './AppFrame.module.css';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { useMe } from './session.ts';

const RootDialogs = lazy(async () => {
  const [{ RootDialogs }] = await Promise.all([import('./RootDialogs.tsx'), loadMessages('dialogs')]);
  return { default: RootDialogs };
});
const ConfirmDialog = lazy(async () => ({ default: (await import('../kit/ConfirmDialog.tsx')).ConfirmDialog }));

/** Round everything: the way past the bar, what is read out on arrival, dialogs and messages that belong to no page. */
export function AppFrame() {
  return (
    <>
      <a className={styles.skip} href="#content">
        {t('app.skip')}
      </a>
      <ConnectionBanner />
      <Outlet />
      <Arrival />
      <Toasts />
      <Dialogs />
      <SignedInExtras />
    </>
  );
}

/** After a change of page the focus goes to its heading, and the page's title is read out. */
function Arrival() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const arrivedBefore = useRef(path);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (path === undefined || arrivedBefore.current === path) return;
    const first = arrivedBefore.current === undefined;
    arrivedBefore.current = path;
    if (first) return;
    requestAnimationFrame(() => {
      const content = document.getElementById('content');
      if (content === null || content.contains(document.activeElement)) return;
      const heading = content.querySelector<HTMLElement>('h1') ?? content;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      setSaid(t('app.arrived', { title: document.title }));
    });
  }, [path]);
  return (
    <div role="status" className={styles.unseen}>
      {said}
    </div>
  );
}

function Dialogs() {
  const dialog = useSyncExternalStore(onRootDialog, currentRootDialog);
  const asked = useSyncExternalStore(onQuestion, currentQuestion);
  const wasAsked = useRef(false);
  wasAsked.current ||= asked !== null;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wanted = rootDialogKey(event);
      if (wanted === null) return;
      event.preventDefault();
      event.stopPropagation();
      openRootDialog(wanted);
    };
    // In the capture phase: editors would take F1 for themselves.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
  return (
    <Suspense fallback={null}>
      {dialog !== null && <RootDialogs dialog={dialog} />}
      {wasAsked.current && <ConfirmDialog />}
    </Suspense>
  );
}

/** What only people with an account need loads after the page itself. */
function SignedInExtras() {
  const { user } = useMe();
  const router = useRouter();
  const userId = user?.id;
  const wasSignedIn = useRef(false);
  useEffect(() => {
    if (userId === undefined) {
      // Signed out while a page for people with an account was open: the guards decide anew.
      if (wasSignedIn.current) void router.invalidate();
      wasSignedIn.current = false;
      return;
    }
    wasSignedIn.current = true;
    let stop: (() => void) | undefined;
    let gone = false;
    void import('./user-events.ts').then(({ followUserEvents }) => {
      if (!gone) stop = followUserEvents(router);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, [userId, router]);
  return null;
}
