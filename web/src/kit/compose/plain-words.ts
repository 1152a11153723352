/** What somebody wrote in Markdown as one line of plain words: for summaries and labels. Pure. */
import { toWritten } from './mention-query.ts';

/** Beyond this nothing of a text is looked at: a summary shows far less. */
const looked = 2_000;

export function plainWords(stored: string): string {
  const kept: string[] = [];
  const keep = (words: string): string => `\u0000${kept.push(words) - 1}\u0000`;
  const text = toWritten(stored)
    .text.slice(0, looked)
    .replaceAll('\u0000', '')
    // Code is shown as it stands, and so is what a backslash takes its meaning from.
    .replace(/^ {0,3}(```|~~~)[^\n]*\n([\s\S]*?)(?:\n {0,3}\1[^\n]*|$(?![\s\S]))/gm, (_, _fence, code: string) =>
      keep(code),
    )
    .replace(/(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/g, (_, _ticks, code: string) => keep(code.trim()))
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => keep(sign))
    .replace(/^[ \t]*(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|=+[ \t]*)$/gm, '')
    .replace(/^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+|>)+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^()\s]*(?:[ \t]+"[^"]*")?\)/g, '$1')
    .replace(/<((?:https?:\/\/|mailto:)[^\s<>]+)>/g, '$1');
  // Twice: the first takes what is emphasised within something emphasised.
  return unkept(withoutEmphasis(withoutEmphasis(text)), kept)
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutEmphasis(text: string): string {
  return text
    .replace(/(\*{1,3})(?=\S)([^*]*[^\s*])\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]*[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2');
}

function unkept(text: string, kept: readonly string[]): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text has it, it was taken out above
  return text.replace(/\u0000(\d+)\u0000/g, (_, at: string) => unkept(kept[Number(at)] ?? '', kept));
}
