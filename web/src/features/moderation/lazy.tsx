/** What other pages show of moderation; each loads with its texts when it is first needed. */
import { lazy, Suspense } from 'react';
import { loadMessages } from '../../kit/messages/language.ts';
import type { PersonSafetyMenuProps } from './PersonSafetyMenu.tsx';
import type { ReportDialogProps } from './ReportForm.tsx';

const LazyReportDialog = lazy(async () => {
  await loadMessages('moderation');
  return { default: (await import('./ReportForm.tsx')).ReportFormDialog };
});

/** Render it only while it is asked for, or keep it with `opened`. */
export function ReportDialog(props: ReportDialogProps) {
  return (
    <Suspense fallback={null}>
      <LazyReportDialog {...props} />
    </Suspense>
  );
}

const LazyPersonMenu = lazy(async () => {
  await loadMessages('moderation');
  return { default: (await import('./PersonSafetyMenu.tsx')).PersonSafetyMenu };
});

const LazyAversions = lazy(async () => {
  await loadMessages('moderation');
  return { default: (await import('./PersonSafetyMenu.tsx')).AversionItems };
});

/** Mute and block somebody, as items of a menu that is open. */
export function PersonAversions(props: PersonSafetyMenuProps) {
  return (
    <Suspense fallback={null}>
      <LazyAversions {...props} />
    </Suspense>
  );
}

/** Mute, block and report somebody: a button with three dots. Nothing for oneself and for people who are signed out. */
export function PersonSafety(props: PersonSafetyMenuProps) {
  return (
    <Suspense fallback={null}>
      <LazyPersonMenu {...props} />
    </Suspense>
  );
}
