/**
 * Takes the keyboard from the moment on in which a dialog is asked for: its view may have to be fetched first, and what is
 * typed meanwhile would go into the text where one was. And gives the focus back when the dialog is gone.
 */
let field: HTMLInputElement | null = null;
let typed = '';
let before: Element | null = null;

export function catchKeys(onEscape: () => void): void {
  before = document.activeElement;
  typed = '';
  field = document.createElement('input');
  field.autocomplete = 'off';
  field.tabIndex = -1;
  Object.assign(field.style, { position: 'fixed', top: '0', opacity: '0', pointerEvents: 'none' });
  field.addEventListener('keydown', ({ key }) => key === 'Escape' && onEscape());
  field.addEventListener('blur', ({ relatedTarget }) => {
    // Another window is in front; this one's focus is where it was.
    if (document.activeElement === field) return;
    // A menu that closes gives its own focus back.
    if (relatedTarget instanceof Element && relatedTarget.closest('[role="dialog"]') === null) before = relatedTarget;
    endCatching();
  });
  document.body.append(field);
  field.focus({ preventScroll: true });
}

/** What was typed before the dialog could take it; given out once. */
export function caughtKeys(): string {
  const text = typed;
  typed = '';
  return text;
}

export function giveFocusBack(): void {
  endCatching();
  const target = before;
  before = null;
  setTimeout(() => {
    const { activeElement } = document;
    const isFree = activeElement === null || activeElement === document.body || !activeElement.isConnected;
    if (isFree && target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
  });
}

function endCatching(): void {
  const ended = field;
  if (ended === null) return;
  field = null;
  typed = ended.value;
  ended.remove();
}
