import type { Draft } from '@draftroom/core/client/draft';
import { createMemoryStore } from '@draftroom/core/client/local-store';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { whatWouldBeLost } from './leave-machine.ts';

const draft: Draft = {
  id: 'draft',
  roomId: 'room',
  documentId: 'doc',
  code: 'read_only',
  message: '',
  at: 0,
  before: 'a',
  refused: 'b',
  state: new Uint8Array(),
};

it('asks for nothing when the hub has everything', async () => {
  expect(await whatWouldBeLost(createMemoryStore())).toEqual([]);
});

it('asks for unsent changes and for kept drafts, each by their number', async () => {
  const store = createMemoryStore();
  const open = await store.open(new Y.Doc(), { documentId: 'doc', roomId: 'room' });
  open.setUnsent(3);
  await store.keepDraft(draft);
  const titles = (await whatWouldBeLost(store)).map((question) => question.title);
  expect(titles).toHaveLength(2);
  expect(titles[0]).toContain('3');
  expect(titles[1]).toContain('1');
});
