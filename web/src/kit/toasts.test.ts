import { afterEach, expect, it } from 'vitest';
import { currentToasts, dismissToast, onToastsChange, showToast, undoTime } from './toasts.ts';

afterEach(() => {
  for (const toast of currentToasts()) dismissToast(toast.id);
});
const texts = () => currentToasts().map((toast) => toast.text);

it('keeps the newest three, and the same words only once', () => {
  for (const text of ['a', 'b', 'c', 'd', 'b']) showToast({ text });
  expect(texts()).toEqual(['c', 'd', 'b']);
});

it('leaves ten seconds to undo', () => {
  showToast({ text: 'gone', action: { label: 'Undo', run: () => {} } });
  expect(currentToasts()[0]?.stays).toBe(undoTime);
  expect(undoTime).toBe(10_000);
});

it('tells who listens, until they stop', () => {
  let calls = 0;
  const stop = onToastsChange(() => calls++);
  dismissToast(showToast({ text: 'x' }));
  stop();
  showToast({ text: 'y' });
  expect(calls).toBe(2);
});
