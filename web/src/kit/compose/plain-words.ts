/** What somebody wrote in Markdown as one line of plain words: for summaries and labels. Pure. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toWritten } from './mention-query.ts';

/** Beyond this nothing of a text is looked at: a summary shows far less. */
const looked = 1_000;

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root['children'][number];

export function plainWords(stored: string): string {
  return wordsOf(fromMarkdown(toWritten(stored).text.slice(0, looked)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** As it is shown: code and HTML as they were typed, pictures by what they are called. */
function wordsOf(node: Node): string {
  switch (node.type) {
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'break':
      return ' ';
    default:
      if ('value' in node) return node.value;
      return 'children' in node ? node.children.map(wordsOf).join(isRunning(node) ? '' : ' ') : '';
  }
}

/** Its parts are of one line; those of anything else stand below each other. */
function isRunning({ type }: Node): boolean {
  return type !== 'root' && type !== 'blockquote' && type !== 'list' && type !== 'listItem';
}
