import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react';
import { t } from '../../../../kit/messages/language.ts';
import { linesOf, type TextPoint, type TextRange, wholeLines } from './line-range.ts';

interface PickedLines {
  readonly host: RefObject<HTMLElement | null>;
  readonly lines: readonly string[];
  readonly onPicked: ((range: TextRange) => void) | undefined;
}

/** Pointing at lines: by selecting words, by clicking a line, or with arrow keys and Enter. */
export function usePickedLines({ host, lines, onPicked }: PickedLines) {
  const [chosen, setChosen] = useState<{ from: number; to: number } | null>(null);
  const pick = (range: TextRange): void => {
    const { first, last } = linesOf(range);
    setChosen({ from: first, to: last });
    onPicked?.(range);
  };
  const onMouseUp = (event: MouseEvent): void => {
    if (onPicked === undefined || event.button !== 0) return;
    const words = host.current === null ? null : selectedIn(host.current);
    const line = lineOf(event.target);
    if (words !== null) pick(words);
    else if (line !== null) pick(wholeLines(lines, event.shiftKey && chosen !== null ? chosen.from : line, line));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (onPicked === undefined || event.target !== event.currentTarget) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && chosen !== null) pick(wholeLines(lines, chosen.from, chosen.to));
    else if (by !== 0) {
      const to = Math.min(lines.length - 1, Math.max(0, chosen === null ? 0 : chosen.to + by));
      setChosen({ from: event.shiftKey && chosen !== null ? chosen.from : to, to });
      host.current?.querySelector(`[data-line="${to}"]`)?.scrollIntoView({ block: 'nearest' });
    } else return;
    event.preventDefault();
  };
  const marked =
    onPicked === undefined || chosen === null
      ? null
      : { first: Math.min(chosen.from, chosen.to), last: Math.max(chosen.from, chosen.to) };
  const said =
    marked === null
      ? ''
      : marked.first === marked.last
        ? t('viewer.line', { line: marked.first + 1 })
        : t('viewer.lineRange', { first: marked.first + 1, last: marked.last + 1 });
  return { marked, said, listeners: { onMouseUp, onKeyDown } };
}

function lineOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-line]') : null;
  return row === null ? null : Number(row.dataset.line);
}

function selectedIn(host: HTMLElement): TextRange | null {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!host.contains(range.commonAncestorContainer)) return null;
  const start = pointAt(range.startContainer, range.startOffset);
  const end = pointAt(range.endContainer, range.endOffset);
  return start === null || end === null ? null : { start, end };
}

/** A place of the page's text as a place of the file's. */
function pointAt(node: Node, offset: number): TextPoint | null {
  const element = node instanceof Element ? node : node.parentElement;
  const row = element?.closest<HTMLElement>('[data-line]');
  const code = row?.querySelector('code');
  if (row == null || code == null) return null;
  const before = document.createRange();
  before.selectNodeContents(code);
  if (code.contains(node)) before.setEnd(node, offset);
  else before.collapse(true);
  return { line: Number(row.dataset.line), column: before.toString().length };
}
