/**
 * When to show what others did: with the next frame, where there are frames. A canvas full of shapes takes long to draw
 * anew, and the person's own pen must not wait for each step of a colleague's drag: others get a quarter of the time.
 */

/** Milliseconds. A frame that takes no longer is none too many. */
const shortFrame = 20;
const longestWait = 400;

export class FramePacer {
  /** What the last frame with others' changes took. */
  #cost = 0;

  request(show: () => void): void {
    if (!('requestAnimationFrame' in globalThis)) {
      show();
      return;
    }
    const wait = this.#cost <= shortFrame ? 0 : Math.min(longestWait, this.#cost * 3);
    const withFrame = () => globalThis.requestAnimationFrame(() => this.#measured(show));
    if (wait === 0) withFrame();
    else setTimeout(withFrame, wait);
  }

  #measured(show: () => void): void {
    const start = performance.now();
    show();
    globalThis.requestAnimationFrame(() => {
      this.#cost = performance.now() - start;
    });
  }
}
