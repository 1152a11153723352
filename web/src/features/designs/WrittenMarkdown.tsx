import Markdown, { type Components } from 'react-markdown';
import { safeAddress } from './safe-address.ts';

/** Headings begin below those of the page; pictures elsewhere are not fetched, but linked. */
const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h4>{children}</h4>,
  h5: ({ children }) => <h4>{children}</h4>,
  h6: ({ children }) => <h4>{children}</h4>,
  a: ({ href, title, children }) => {
    const address = safeAddress(href);
    if (address === null) return <>{children}</>;
    return (
      <a href={address} title={title} rel="nofollow noopener ugc">
        {children}
      </a>
    );
  },
  img: ({ src, alt }) => {
    const address = safeAddress(typeof src === 'string' ? src : undefined);
    const words = alt === undefined || alt === '' ? (address ?? '') : alt;
    if (address === null) return <>{words}</>;
    return (
      <a href={address} rel="nofollow noopener ugc">
        {words}
      </a>
    );
  },
};

/** What somebody wrote, in Markdown. HTML in it is shown as it was typed. */
export function WrittenMarkdown({ text }: { text: string }) {
  return (
    <Markdown components={components} urlTransform={(address) => address}>
      {text}
    </Markdown>
  );
}
