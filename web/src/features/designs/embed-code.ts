import type { Design } from '@draftroom/core/schema/designs';

/** HTML that shows a design on another site: the player, in a frame that may do no more than it needs. Pure. */
export function embedCode({ id, title, release }: Pick<Design, 'id' | 'title' | 'release'>, origin: string): string {
  const width = 640;
  const { picture } = release;
  // Extreme pictures get a frame that a page has room for; the caption below takes 56 pixels.
  const ratio = picture === null ? 3 / 4 : Math.min(1.25, Math.max(0.4, picture.height / picture.width));
  const height = Math.round(width * ratio) + 56;
  const name = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const may = 'allow-scripts allow-same-origin allow-popups';
  return (
    `<iframe src="${origin}/embed/designs/${id}" title="${name}" width="${width}" height="${height}" ` +
    `loading="lazy" sandbox="${may}" allow="fullscreen" style="border:0;max-width:100%"></iframe>`
  );
}
