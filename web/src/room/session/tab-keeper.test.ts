import { expect, test } from 'vitest';
import { closeTab, createRoomView, openTab } from './room-view.ts';
import { TabKeeper } from './tab-keeper.ts';

test('what is kept for a tab ends with it, once, and all of it with the room', () => {
  const view = createRoomView('room', null);
  const keeper = new TabKeeper(view);
  const heard: string[] = [];
  for (const id of ['a', 'b', 'c']) {
    openTab(view, id);
    for (let times = 0; times < 2; times++) {
      keeper.keep(id, () => {
        heard.push(`start ${id}`);
        return () => heard.push(`end ${id}`);
      });
    }
  }
  openTab(view, 'a');
  expect(heard).toEqual(['start a', 'start b', 'start c']);
  closeTab(view, 'b');
  closeTab(view, 'b');
  expect(heard.slice(3)).toEqual(['end b']);
  keeper.dispose();
  keeper.dispose();
  expect(heard.slice(4)).toEqual(['end a', 'end c']);
  keeper.keep('a', () => () => heard.push('end again'));
  closeTab(view, 'a');
  expect(heard.at(-1)).toBe('end again');
});
