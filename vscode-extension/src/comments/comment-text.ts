/** What people write, for a place that reads Markdown: shown letter by letter, with names set apart. Pure. */
import { splitMentions } from '@draftroom/core/contract/mentions';

/** Nothing that somebody writes is markup; an address on the web stays one that can be pressed. */
export function commentMarkdown(stored: string): string {
  return splitMentions(stored)
    .map((part) => ('userId' in part ? `**${plain(`@${part.name}`)}**` : linked(part.text)))
    .join('');
}

/** One line, cut at `length`, with quotation marks of the reader’s choice left to the caller. */
export function quotedLine(quote: string, length: number): string {
  const line = [...quote.replace(/\s+/g, ' ').trim()];
  return line.length > length ? `${line.slice(0, length - 1).join('')}…` : line.join('');
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[\w\-./~?#@!$&'()*+,;=:%]*[\w/])/)
    .map((part, index) => (index % 2 === 1 ? `<${part}>` : plain(part)))
    .join('');
}

/** Every sign that could mean something is escaped, every blank and line end kept. */
function plain(text: string): string {
  return text
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/^[ \t]+| {2,}|\t/gm, (blanks) => '&nbsp;'.repeat(blanks.length))
    .replace(/\r?\n/g, '  \n');
}
