import { type RefObject, useEffect } from 'react';
import { t } from '../../kit/messages/language.ts';

/** What the canvas leaves unsaid to who hears the page, or says twice. It is said again whenever the canvas redraws. */
const mends: readonly [what: string, mend: (element: Element) => void][] = [
  ['.main-menu-trigger', (element) => say(element, 'aria-label', t('board.menu'))],
  // What it shows is its name: how far the sheet is zoomed.
  ['.reset-zoom-button[aria-label]', (element) => element.removeAttribute('aria-label')],
  // The page has a footer of its own, and this is none.
  ['footer[role]', (element) => say(element, 'role', 'none')],
];

export function useMendedCanvas(host: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const mend = (): void => {
      for (const [what, run] of mends) for (const found of element.querySelectorAll(what)) run(found);
    };
    let frame = 0;
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(mend);
    });
    observer.observe(element, { childList: true, subtree: true });
    mend();
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
    };
  }, [host]);
}

function say(element: Element, attribute: string, value: string): void {
  if (element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
}
