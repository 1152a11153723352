/**
 * The picture of a design where it is the largest thing of a page. The head of the page names it in the same words as the
 * image that comes later, so that the browser asks for it once, and at once. Pure.
 */
interface Pictured {
  readonly url: string;
  readonly width: number;
  readonly sizes: readonly { readonly url: string; readonly width: number }[];
}

export const posterSizes = { page: '(width < 1100px) 100vw, 70vw', player: '100vw' } as const;

export function posterSrcset(picture: Pictured): string {
  return [...picture.sizes, picture].map(({ url, width }) => `${url} ${width}w`).join(', ');
}
