/** What belongs to one step of undo: changes with the same name, one after the other. */
import type { Activity } from './activity.ts';
import { differingKeys, type LocalChange } from './scene-diff.ts';

/** What the canvas still puts right after a drag belongs to it. In milliseconds. */
const afterDrag = 60;

export class StepNames {
  #drags = 0;
  #endedAt = 0;

  of(changes: readonly LocalChange[], { before, activity }: { before: Activity; activity: Activity }): string {
    const typedIn = activity.editing ?? before.editing;
    if (typedIn !== null) return `text ${typedIn}`;
    const now = Date.now();
    if (before.gesture) {
      this.#drags += 1;
      this.#endedAt = now;
    }
    if (before.gesture || now - this.#endedAt < afterDrag) return `drag ${this.#drags}`;
    return changes.map(nameOf).join(';');
  }
}

function nameOf(change: LocalChange): string {
  if (change.type === 'removed') return `removed ${change.id}`;
  if (change.type === 'added') return `added ${change.element.id}`;
  return `${change.element.id} ${differingKeys(change.base, change.element).join()}`;
}
