import { useEffect, useMemo, useRef } from 'react';
import { ErrorPanel } from '../../../../kit/ErrorPanel.tsx';
import { t } from '../../../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../../../kit/Skeleton.tsx';
import { useReleaseText } from '../use-release-text.ts';
import { pinsOn, type ViewerProps } from '../viewer.ts';
import styles from '../viewers.module.css';
import { CodeLine } from './CodeLine.tsx';
import { colourCode } from './colour-code.ts';
import { linesOf, textAnchor } from './line-range.ts';
import { usePickedLines } from './use-picked-lines.ts';

/** More lines make a page slow that nobody reads to the end. */
const mostLines = 20_000;
const noText: readonly string[] = [];

/** A text to read, with numbered lines. */
export function CodeView({ file, pins, activePin = null, onPin, onPick }: ViewerProps) {
  const text = useReleaseText(file);
  const all = useMemo(() => text.data?.split(/\r\n|\r|\n/) ?? noText, [text.data]);
  const lines = useMemo(() => all.slice(0, mostLines), [all]);
  const tokens = useMemo(() => colourCode(lines, file.facts.language ?? 'plaintext'), [lines, file.facts.language]);
  const host = useRef<HTMLDivElement>(null);
  const here = useMemo(() => pinsOn(pins, file.path, 'text'), [pins, file.path]);
  const active = here.find(({ id }) => id === activePin);
  const marked = active === undefined ? null : linesOf(active.anchor);
  const bare = here.filter((pin) => pin.bare === true).map(({ anchor }) => linesOf(anchor));
  const picking = usePickedLines({
    host,
    lines,
    onPicked: onPick && ((range) => onPick(textAnchor(file.path, lines, range))),
  });
  useLineInSight(host, marked?.first ?? null, lines.length);
  if (text.isError) return <ErrorPanel error={text.error} onRetry={() => void text.refetch()} />;
  if (text.isPending) {
    return (
      <div className={styles.lines}>
        <Skeleton>
          {[40, 62, 55, 30, 48].map((width) => (
            <SkeletonLine key={width} width={`${width}%`} />
          ))}
        </Skeleton>
      </div>
    );
  }
  const shown = [picking.marked ?? marked ?? [], bare].flat();
  return (
    <div className={styles.viewer}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form */}
      <div
        className={styles.lines}
        ref={host}
        role="group"
        aria-label={t('viewer.code', { name: file.path })}
        aria-describedby={onPick && 'code-keys'}
        data-picking={onPick !== undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        {...picking.listeners}
      >
        <ol>
          {tokens.map((line, index) => (
            <CodeLine
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else that tells it apart
              key={index}
              index={index}
              tokens={line}
              marked={shown.some(({ first, last }) => index >= first && index <= last)}
              pins={here.filter(({ anchor }) => anchor.start.line === index)}
              activePin={activePin}
              onPin={onPin}
            />
          ))}
        </ol>
      </div>
      {onPick !== undefined && (
        <p id="code-keys" className={styles.hint}>
          {t('viewer.codeKeys')}
        </p>
      )}
      {picking.said !== '' && (
        <p role="status" className={styles.unseen}>
          {picking.said}
        </p>
      )}
      {all.length > mostLines && <p className={styles.hint}>{t('viewer.codeCut', { count: mostLines })}</p>}
    </div>
  );
}

function useLineInSight(host: React.RefObject<HTMLElement | null>, line: number | null, ready: number): void {
  useEffect(() => {
    if (line === null || ready === 0) return;
    const row = host.current?.querySelector<HTMLElement>(`[data-line="${line}"]`);
    const box = host.current;
    if (row == null || box == null) return;
    box.scrollTop = row.offsetTop - box.clientHeight / 3;
  }, [host, line, ready]);
}
