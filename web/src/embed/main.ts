/**
 * A design on somebody else's page: its picture, whose it is, and the work itself once it is asked for. No framework and
 * no account: it sees what strangers see.
 */
import { posterSizes, posterSrcset } from '@draftroom/core/contract/poster';
import type { Design } from '@draftroom/core/schema/designs';
import './embed.css';
import { language, say } from './texts.ts';

const root = document.getElementById('root') as HTMLElement;
document.documentElement.lang = language;
const designId = /^\/embed\/designs\/([\w-]+)/.exec(location.pathname)?.[1] ?? '';

try {
  // Without cookies: another site must not show somebody their own private things.
  const response = await fetch(`/api/v1/designs/${designId}`, { credentials: 'omit' });
  if (response.ok) show((await response.json()) as Design);
  else tell(say('gone'), say('goneWhat'));
} catch {
  tell(say('unreachable'), '');
}

function show(design: Design): void {
  document.title = design.title;
  const stage = element('div', 'stage');
  const { picture } = design.release;
  if (picture !== null) {
    const image = element('img', 'picture');
    Object.assign(image, {
      alt: say('picture', { title: design.title }),
      sizes: posterSizes.player,
      srcset: posterSrcset(picture),
      src: picture.url,
      width: picture.width,
      height: picture.height,
    });
    stage.append(image);
  }
  const open = element('button', 'open', say('open'));
  open.type = 'button';
  open.addEventListener('click', () => {
    open.disabled = true;
    import('./player.tsx').then(
      ({ play }) => play(stage, design),
      () => tell(say('unreachable'), ''),
    );
  });
  if (design.release.files.length > 0) stage.append(open);
  root.replaceChildren(stage, caption(design));
}

function caption({ id, title, author }: Design): HTMLElement {
  const bar = element('footer', 'caption');
  const link = element('a', 'title', title);
  Object.assign(link, { href: `/designs/${id}`, target: '_blank', rel: 'noopener' });
  link.setAttribute('aria-label', say('page', { title }));
  const by = author === null ? say('nobody') : say('by', { name: author.name });
  bar.append(link, element('span', 'by', by), element('span', 'brand', 'Draftroom'));
  return bar;
}

function tell(title: string, text: string): void {
  const message = element('div', 'message');
  message.append(element('h1', '', title), element('p', '', text));
  root.replaceChildren(message);
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  name: string,
  text = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
