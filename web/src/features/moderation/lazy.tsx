/** What other pages show of moderation; each loads with its texts when it is first needed. */
import { type ComponentType, lazy, Suspense } from 'react';
import { loadMessages } from '../../kit/messages/language.ts';
import type { PersonSafetyMenuProps } from './PersonSafetyMenu.tsx';
import type { ReportDialogProps } from './ReportForm.tsx';

/** Render it only while it is asked for, or keep it with `opened`. */
export const ReportDialog = whenNeeded<ReportDialogProps>(
  async () => (await import('./ReportForm.tsx')).ReportFormDialog,
);

/** Mute and block somebody, as items of a menu that is open. */
export const PersonAversions = whenNeeded<PersonSafetyMenuProps>(
  async () => (await import('./PersonSafetyMenu.tsx')).AversionItems,
);

/** Mute, block and report somebody: a button with three dots. Nothing for oneself and for people who are signed out. */
export const PersonSafety = whenNeeded<PersonSafetyMenuProps>(
  async () => (await import('./PersonSafetyMenu.tsx')).PersonSafetyMenu,
);

function whenNeeded<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded: ComponentType<Props> = lazy(async () => {
    await loadMessages('moderation');
    return { default: await load() };
  });
  return (props) => (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
