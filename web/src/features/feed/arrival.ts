/**
 * How somebody came to a list: by a link, or back to it. Who comes back finds the list as they left it, and the focus on
 * the card that they opened.
 */
import type { RegisteredRouter } from '@tanstack/react-router';

let cameBack = false;
/** By the path of the list. */
const left = new Map<string, string>();
let watched: RegisteredRouter | null = null;

/** Once per router, by the first list that is shown: there is nothing to come back to before. */
export function watchArrivals(router: RegisteredRouter): void {
  if (watched === router) return;
  watched = router;
  router.history.subscribe(({ action }) => {
    if (action.type === 'PUSH') cameBack = false;
    else if (action.type !== 'REPLACE') cameBack = true;
  });
}

export function isComingBack(): boolean {
  return cameBack;
}

export function noteLeaving(designId: string): void {
  left.set(location.pathname, designId);
}

/** The design that was opened from the list which one is back at; given out once. */
export function takeLeft(): string | null {
  const id = cameBack ? left.get(location.pathname) : undefined;
  left.delete(location.pathname);
  return id ?? null;
}
