import { beforeEach, describe, expect, it } from 'vitest';
import { closeTab, createRoomView, dropTabs, moveTab, openTab, stepTab } from './room-view.ts';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    },
  });
});

function viewWith(...tabs: string[]) {
  const view = createRoomView('room', null);
  for (const tab of tabs) openTab(view, tab);
  return view;
}

describe('tabs', () => {
  it('open beside the one in front, once each', () => {
    const view = viewWith('a', 'b', 'c');
    openTab(view, 'a');
    openTab(view, 'd');
    expect(view.get()).toMatchObject({ tabs: ['a', 'd', 'b', 'c'], active: 'd' });
    openTab(view, 'b');
    expect(view.get()).toMatchObject({ tabs: ['a', 'd', 'b', 'c'], active: 'b' });
  });

  it('leave the neighbour in front when they close', () => {
    const view = viewWith('a', 'b', 'c');
    openTab(view, 'b');
    closeTab(view, 'b');
    expect(view.get().active).toBe('c');
    closeTab(view, 'c');
    expect(view.get().active).toBe('a');
    closeTab(view, 'nothing');
    closeTab(view, 'a');
    expect(view.get()).toMatchObject({ tabs: [], active: null });
  });

  it('are stepped through round the ends, and moved', () => {
    const view = viewWith('a', 'b', 'c');
    stepTab(view, 1);
    expect(view.get().active).toBe('a');
    stepTab(view, -1);
    expect(view.get().active).toBe('c');
    moveTab(view, 'c', 'a');
    expect(view.get().tabs).toEqual(['c', 'a', 'b']);
    moveTab(view, 'c', null);
    expect(view.get().tabs).toEqual(['a', 'b', 'c']);
  });

  it('close when the document is gone', () => {
    const view = viewWith('a', 'b', 'c');
    dropTabs(view, (id) => id === 'a');
    expect(view.get()).toMatchObject({ tabs: ['a'], active: 'a' });
  });

  it('are remembered per room, panels for all rooms', () => {
    const view = viewWith('a', 'b');
    view.set({ left: false, panel: 'people' });
    expect(createRoomView('room', null).get()).toMatchObject({
      tabs: ['a', 'b'],
      active: 'b',
      left: false,
      panel: 'people',
    });
    expect(createRoomView('other', 'x').get()).toMatchObject({ tabs: ['x'], active: 'x', left: false });
    stored.set('draftroom-tabs-room', '{"tabs":[1,{}],"active":7}');
    stored.set('draftroom-panels', 'not json');
    expect(createRoomView('room', null).get()).toMatchObject({ tabs: [], active: null, left: true, panel: 'chat' });
  });
});
