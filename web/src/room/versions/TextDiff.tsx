import { useEffect, useRef } from 'react';
import codeStyles from '../code/code.module.css';
import { monaco } from '../code/monaco.ts';
import { colourVisibleLines, followTheme } from '../code/monaco-theme.ts';
import { countLines, type LineCounts } from './line-changes.ts';

interface TextDiffProps {
  /** Left, or above where there is little room. */
  original: string;
  modified: string;
  language: string;
  /** What the two sides are, for who hears the page. */
  names: { original: string; modified: string };
  onCounted: (counts: LineCounts) => void;
}

/** Two texts beside each other. Either may change while it is looked at. */
export function TextDiff({ original, modified, language, names, onCounted }: TextDiffProps) {
  const host = useRef<HTMLDivElement>(null);
  const models = useRef<{ original: monaco.editor.ITextModel; modified: monaco.editor.ITextModel } | null>(null);
  const counted = useRef(onCounted);
  counted.current = onCounted;
  const { original: leftName, modified: rightName } = names;

  useEffect(followTheme, []);
  useEffect(() => {
    if (host.current === null) return;
    const pair = {
      original: monaco.editor.createModel('', language),
      modified: monaco.editor.createModel('', language),
    };
    models.current = pair;
    const editor = monaco.editor.createDiffEditor(host.current, {
      automaticLayout: true,
      readOnly: true,
      originalEditable: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      // `CompareSides` goes by the same width.
      renderSideBySideInlineBreakpoint: 900,
      hideUnchangedRegions: { enabled: true },
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontFamily: "'IBM Plex Mono', ui-monospace, Menlo, Consolas, monospace",
      fontSize: 13,
      lineHeight: 20,
      renderOverviewRuler: false,
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
    });
    editor.setModel(pair);
    keepNamed(editor.getOriginalEditor(), leftName);
    keepNamed(editor.getModifiedEditor(), rightName);
    // Lines far below come into view when those between are hidden.
    for (const side of [editor.getOriginalEditor(), editor.getModifiedEditor()]) {
      side.onDidContentSizeChange(() => colourVisibleLines(side));
    }
    editor.onDidUpdateDiff(() => counted.current(countLines(editor.getLineChanges() ?? [])));
    return () => {
      models.current = null;
      editor.dispose();
      pair.original.dispose();
      pair.modified.dispose();
    };
  }, [language, leftName, rightName]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language makes other models
  useEffect(() => {
    if (models.current === null) return;
    if (models.current.original.getValue() !== original) models.current.original.setValue(original);
    if (models.current.modified.getValue() !== modified) models.current.modified.setValue(modified);
  }, [original, modified, language, leftName, rightName]);

  return <div className={codeStyles.diff} ref={host} />;
}

/** The comparison forgets the names of its sides whenever it changes how it is laid out. */
function keepNamed(side: monaco.editor.ICodeEditor, name: string): void {
  const setName = (): void => {
    if (side.getOption(monaco.editor.EditorOption.ariaLabel) !== name) side.updateOptions({ ariaLabel: name });
  };
  setName();
  side.onDidChangeConfiguration(setName);
}
