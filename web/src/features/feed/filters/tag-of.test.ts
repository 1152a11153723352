import { tagSchema } from '@draftroom/core/schema/designs';
import { expect, it } from 'vitest';
import { tagOf } from './tag-of.ts';

it('makes the tag that the hub would make', () => {
  for (const typed of ['Low Poly', '#low-poly', '  C++ ', 'Größe', 'a--b', 'ﬁn']) {
    expect(tagOf(typed), typed).toBe(tagSchema.parse(typed));
  }
  expect(tagOf(' # ')).toBeNull();
});
