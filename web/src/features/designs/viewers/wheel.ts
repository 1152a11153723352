interface Wheel {
  readonly ctrlKey: boolean;
  readonly currentTarget: Element;
}

/** The wheel belongs to the page until the work was clicked or fills the screen; pinching on a touch pad is always meant. */
export function isWheelMine({ ctrlKey, currentTarget }: Wheel): boolean {
  if (ctrlKey || document.fullscreenElement?.contains(currentTarget)) return true;
  const work = currentTarget.closest('[role="application"]');
  return work?.contains(document.activeElement) ?? false;
}
