import { expect, it } from 'vitest';
import { ExtensionPages } from './uri-handler.ts';

it('[VSC-23] keeps an address that comes before its page, and says when it leads nowhere', async () => {
  const heard: string[] = [];
  const pages = new ExtensionPages(() => heard.push('unknown'));
  await pages.handleUri({ path: '/join', query: 'room=one' });
  await pages.handleUri({ path: '/nowhere', query: '' });
  expect(heard).toEqual([]);
  pages.serve('/join', (query) => void heard.push(`join ${query.get('room')}`));
  expect(heard).toEqual(['join one']);
  pages.complete();
  expect(heard).toEqual(['join one', 'unknown']);
  await pages.handleUri({ path: '/join', query: 'room=two' });
  await pages.handleUri({ path: '/else', query: '' });
  expect(heard).toEqual(['join one', 'unknown', 'join two', 'unknown']);
});
