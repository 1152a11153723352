import { Link } from '@tanstack/react-router';
import Markdown, { type Components } from 'react-markdown';
import { safeAddress } from './safe-address.ts';
import written from './written.module.css';
import { boundedDepth } from './written-text.ts';
import { mentionProperty, writtenTree } from './written-tree.ts';

/** Headings begin below those of the page; pictures elsewhere are not fetched, but linked. */
const components: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h3>{children}</h3>,
  h3: ({ children }) => <h4>{children}</h4>,
  h4: ({ children }) => <h4>{children}</h4>,
  h5: ({ children }) => <h4>{children}</h4>,
  h6: ({ children }) => <h4>{children}</h4>,
  a: ({ href, title, children, ...rest }) => {
    const userId = (rest as Record<string, unknown>)[mentionProperty];
    if (typeof userId === 'string') {
      return (
        <Link to="/people/$userId" params={{ userId }}>
          {children}
        </Link>
      );
    }
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
const plugins = [writtenTree];

interface WrittenMarkdownProps {
  text: string;
  /** Among other things that are said, instead of for reading. */
  small?: boolean;
}

/** What somebody wrote, in Markdown. HTML in it is shown as it was typed; who is named in it can be looked up. */
export function WrittenMarkdown({ text, small = false }: WrittenMarkdownProps) {
  return (
    <div className={written.written} data-small={small}>
      <Markdown components={components} remarkPlugins={plugins} urlTransform={(address) => address}>
        {boundedDepth(text)}
      </Markdown>
    </div>
  );
}
