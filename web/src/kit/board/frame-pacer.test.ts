import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FramePacer } from './frame-pacer.ts';

let frameTime = 16;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, frameTime));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('[DRAW-20] shows what others did with the next frame, and less often where a frame takes long', async () => {
  const pacer = new FramePacer();
  let shown = 0;
  const again = () => {
    shown += 1;
    pacer.request(again);
  };
  pacer.request(again);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toBeGreaterThan(50);
  frameTime = 100;
  await vi.advanceTimersByTimeAsync(500);
  shown = 0;
  await vi.advanceTimersByTimeAsync(4_000);
  expect(shown).toBeGreaterThan(5);
  expect(shown).toBeLessThan(12);
});

it('[DRAW-20] shows it at once where there are no frames', () => {
  vi.unstubAllGlobals();
  let shown = 0;
  new FramePacer().request(() => {
    shown += 1;
  });
  expect(shown).toBe(1);
});
