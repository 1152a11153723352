import { expect, test } from 'vitest';
import type { CheckedFile } from './ports.ts';
import { firstPicture } from './service/gather.ts';

const picture = (path: string): CheckedFile => ({
  path,
  kind: 'image',
  assetId: path,
  mediaType: 'image/png',
  size: 1,
  facts: { width: 40, height: 30, thumbhash: 'aGFzaA==' },
});
const text = (path: string): CheckedFile => ({ ...picture(path), kind: 'code', facts: {} });

test.each<[string, string[]]>([
  ['src/deep/down/preview.webp', ['a.png', 'src/deep/down/preview.webp', 'src/b.png']],
  ['docs/screen-shot_2.png', ['a.png', 'docs/screen-shot_2.png', 'screenshots.png']],
  ['README.png', ['README.png', 'docs/cover.jpg']],
  ['b.png', ['a/a.png', 'b.png', 'c.png']],
  ['covered.png', ['covered.png', 'previewer/x.png']],
])('[DSN-14] %s is shown of %j', (first, paths) => {
  for (const files of [paths, paths.toReversed()]) {
    expect(firstPicture([text('a.md'), ...files.map(picture)])?.previewId).toBe(first);
  }
});

test('[DSN-14] what has no picture, or none that was understood, shows none', () => {
  expect(firstPicture([text('screenshot.md'), { ...picture('a.png'), facts: {} }])).toBeNull();
});
