import { useEffect } from 'react';

/** The parts of the screen in the order of reading; the footer's and header's buttons are reached the same way. */
const regions = '[data-region]';
const focusable =
  'button:not([disabled]):not([tabindex="-1"]):not([aria-hidden="true"]), a[href], input:not([type="file"]), textarea, select, [tabindex="0"]';
/** F6 and Shift+F6 go round the regions; Escape goes back to the work. */
export function useRegions(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'F6' && !floats(event.target)) {
        event.preventDefault();
        stepRegion(event.shiftKey ? -1 : 1);
      } else if (event.key === 'Escape' && leadsToWork(event.target)) {
        event.preventDefault();
        focusWork();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function floats(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target !== document.body && target.closest(regions) === null;
}

function stepRegion(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(regions)];
  const at = all.findIndex((region) => region.contains(document.activeElement));
  for (let tried = 1; tried <= all.length; tried++) {
    const from = at < 0 && step < 0 ? 0 : at;
    const next = all[(from + step * tried + all.length * 2) % all.length];
    if (next !== undefined && focusIn(next)) return;
  }
}

/** Where the region says it begins, else its first control. */
function focusIn(region: HTMLElement): boolean {
  if (region.id === 'content') return focusWork();
  const target =
    region.querySelector<HTMLElement>('[data-current="true"], [role="tab"][tabindex="0"]') ??
    region.querySelector<HTMLElement>(focusable);
  target?.focus();
  return target !== null;
}

/** What floats above the room is in no region and has keys of its own. A search field empties first. */
function leadsToWork(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest(regions) === null) return false;
  if (target.closest('[data-editor], [data-board]') !== null) return false;
  return !(target instanceof HTMLInputElement && target.type === 'search' && target.value !== '');
}

function focusWork(): boolean {
  const work = document.getElementById('room-work');
  const inside = '[data-editor] [role="textbox"], [data-editor] textarea, [data-board] .excalidraw-container';
  const target = work?.querySelector<HTMLElement>(inside) ?? work;
  target?.focus();
  return target !== null;
}
