/** What other sites and search engines read of a page: tags in its head. Pure. */

export interface SharedPage {
  readonly title: string;
  /** Plain words. */
  readonly description: string;
  /** Whole address. */
  readonly url: string;
  readonly type: 'article' | 'profile' | 'website';
  readonly picture: { readonly url: string; readonly width: number; readonly height: number } | null;
  /** The largest thing that the page will show. */
  readonly poster: { readonly url: string; readonly srcset: string; readonly sizes: string } | null;
  /** Whole address of the oEmbed answer. */
  readonly oembed: string | null;
  /** False for what is given away by its address only. */
  readonly indexed: boolean;
}

const siteName = 'Draftroom';
const descriptionLength = 200;

export function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** The entry page of the web with the tags of this page in place of its own. */
export function withHeadTags(html: string, page: SharedPage): string {
  const tags = headTags(page).join('\n    ');
  return html
    .replace(/<title>[^<]*<\/title>\s*/, '')
    .replace(/<meta name="description"[^>]*>\s*/, '')
    .replace('</head>', () => `  ${tags}\n  </head>`);
}

function headTags({ title, description, url, type, picture, poster, oembed, indexed }: SharedPage): string[] {
  const property = (name: string, content: string | number) =>
    `<meta property="${name}" content="${escapeHtml(String(content))}" />`;
  const name = (key: string, content: string) => `<meta name="${key}" content="${escapeHtml(content)}" />`;
  const pictureTags =
    picture === null
      ? [name('twitter:card', 'summary')]
      : [
          property('og:image', picture.url),
          property('og:image:width', picture.width),
          property('og:image:height', picture.height),
          property('og:image:alt', title),
          name('twitter:card', 'summary_large_image'),
          name('twitter:image', picture.url),
        ];
  const discovery = `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(oembed ?? '')}" title="${escapeHtml(title)}" />`;
  return [
    `<title>${escapeHtml(title)} · ${siteName}</title>`,
    name('description', description),
    `<link rel="canonical" href="${escapeHtml(url)}" />`,
    property('og:site_name', siteName),
    property('og:type', type),
    property('og:title', title),
    property('og:description', description),
    property('og:url', url),
    name('twitter:title', title),
    name('twitter:description', description),
    ...pictureTags,
    ...(poster === null ? [] : [preload(poster)]),
    ...(oembed === null ? [] : [discovery]),
    ...(indexed ? [] : [name('robots', 'noindex')]),
  ];
}

function preload({ url, srcset, sizes }: NonNullable<SharedPage['poster']>): string {
  return (
    `<link rel="preload" as="image" href="${escapeHtml(url)}" imagesrcset="${escapeHtml(srcset)}" ` +
    `imagesizes="${escapeHtml(sizes)}" fetchpriority="high" />`
  );
}

/** The words of Markdown, short enough for a card. */
export function plainWords(markdown: string): string {
  const words = markdown
    // No page needs more, whatever comes after.
    .slice(0, 4_000)
    .replace(/```[^\n]*\n?/g, ' ')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/<[^>\n]*>/g, ' ')
    .replace(/^[ \t]*(#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, '')
    .replace(/[*_`~|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return words.length <= descriptionLength
    ? words
    : `${words
        .slice(0, descriptionLength - 1)
        .toWellFormed()
        .trimEnd()}…`;
}
