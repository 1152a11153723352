/** The editor in the colours of the tokens: read from the page, so that there is one place for them. */
import { monaco } from './monaco.ts';

const rules: [scope: string, token: string, style?: string][] = [
  ['', '--ink'],
  ['comment', '--code-comment', 'italic'],
  ['annotation', '--code-comment'],
  ['keyword', '--code-keyword'],
  ['keyword.json', '--code-number'],
  ['metatag', '--code-keyword'],
  ['string', '--code-string'],
  ['string.key.json', '--code-name'],
  ['regexp', '--code-string'],
  ['number', '--code-number'],
  ['constant', '--code-number'],
  ['type', '--code-name'],
  ['key', '--code-name'],
  ['tag', '--code-name'],
  ['predefined', '--code-name'],
  ['variable.predefined', '--code-name'],
  ['attribute.name', '--code-keyword'],
  ['attribute.value', '--code-string'],
  ['attribute.value.number', '--code-number'],
  ['attribute.value.unit', '--code-number'],
  ['delimiter', '--code-comment'],
  ['emphasis', '--ink', 'italic'],
  ['strong', '--ink', 'bold'],
  ['invalid', '--danger'],
];

/** Those that Monaco colours by itself. */
const symbolKinds = [
  'class',
  'constructor',
  'enumerator',
  'enumeratorMember',
  'event',
  'field',
  'function',
  'interface',
].concat(['method', 'variable']);

const colours: Record<string, [token: string, alpha?: string]> = {
  // Faded, and still readable.
  'editorUnnecessaryCode.opacity': ['--ink', 'c0'],
  'editor.background': ['--surface'],
  foreground: ['--ink'],
  'editor.foreground': ['--ink'],
  'editorGutter.background': ['--surface'],
  'editorLineNumber.foreground': ['--muted'],
  'editorLineNumber.activeForeground': ['--ink'],
  'editorCursor.foreground': ['--ink'],
  'editor.selectionBackground': ['--blue', '38'],
  'editor.inactiveSelectionBackground': ['--blue', '26'],
  'editor.selectionHighlightBackground': ['--ink', '14'],
  'editor.lineHighlightBackground': ['--sunk', '80'],
  'editor.lineHighlightBorder': ['--sunk', '00'],
  'editor.wordHighlightBackground': ['--ink', '0f'],
  'editor.wordHighlightStrongBackground': ['--ink', '14'],
  'editor.wordHighlightTextBackground': ['--ink', '0f'],
  'editorOverviewRuler.wordHighlightForeground': ['--edge', '66'],
  'editorOverviewRuler.wordHighlightTextForeground': ['--edge', '66'],
  'editorIndentGuide.background1': ['--line'],
  'editorIndentGuide.activeBackground1': ['--edge'],
  'editorWidget.background': ['--surface'],
  'editorWidget.foreground': ['--ink'],
  'editorWidget.border': ['--line'],
  'editorSuggestWidget.background': ['--surface'],
  'editorSuggestWidget.border': ['--line'],
  'editorSuggestWidget.selectedBackground': ['--blue', '26'],
  'editorSuggestWidget.selectedForeground': ['--ink'],
  'editorSuggestWidget.highlightForeground': ['--blue'],
  'editorSuggestWidget.focusHighlightForeground': ['--blue-strong'],
  'editorHoverWidget.background': ['--surface'],
  'editorHoverWidget.border': ['--line'],
  'inputValidation.infoBackground': ['--surface'],
  'inputValidation.infoForeground': ['--ink'],
  'inputValidation.infoBorder': ['--edge'],
  'input.background': ['--paper'],
  'input.foreground': ['--ink'],
  'input.border': ['--edge'],
  focusBorder: ['--blue'],
  'scrollbarSlider.background': ['--edge', '40'],
  'scrollbarSlider.hoverBackground': ['--edge', '66'],
  'scrollbarSlider.activeBackground': ['--edge', '80'],
  'scrollbar.shadow': ['--line'],
  'editorOverviewRuler.border': ['--surface'],
  'diffEditor.insertedTextBackground': ['--ok', '29'],
  'diffEditor.removedTextBackground': ['--danger', '29'],
  'diffEditor.insertedLineBackground': ['--ok', '14'],
  'diffEditor.removedLineBackground': ['--danger', '14'],
  'diffEditor.border': ['--line'],
  'diffEditor.unchangedRegionBackground': ['--sunk'],
  'diffEditor.unchangedRegionForeground': ['--muted'],
  'diffEditor.unchangedRegionShadow': ['--line'],
  'editorLineNumber.dimmedForeground': ['--muted'],
  'editorLink.activeForeground': ['--blue'],
  // Brackets of one depth are alike; what is a symbol's kind is said by its icon.
  'editorBracketHighlight.foreground1': ['--code-comment'],
  'editorBracketHighlight.foreground2': ['--code-name'],
  'editorBracketHighlight.foreground3': ['--code-keyword'],
  ...Object.fromEntries(symbolKinds.map((kind) => [`symbolIcon.${kind}Foreground`, ['--muted']])),
  'editorStickyScroll.background': ['--surface'],
  'editorStickyScroll.border': ['--line'],
  'menu.background': ['--surface'],
  'menu.foreground': ['--ink'],
  'menu.border': ['--line'],
};

/**
 * Shows the theme for what the page looks like, now and after each change of its scheme, until the returned function is
 * called. Goes by the attribute that the tokens go by, so that the two never differ.
 */
export function followTheme(): () => void {
  const page = document.documentElement;
  const show = () => showTheme(page.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light');
  const observer = new MutationObserver(show);
  observer.observe(page, { attributeFilter: ['data-mantine-color-scheme'] });
  show();
  return () => observer.disconnect();
}

function showTheme(scheme: 'light' | 'dark'): void {
  const style = getComputedStyle(document.documentElement);
  const hex = (token: string): string => sixDigits(style.getPropertyValue(token).trim());
  const name = `draftroom-${scheme}`;
  monaco.editor.defineTheme(name, {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    // The rules of the base for single languages (keys of JSON, attributes of HTML) have colours of their own.
    inherit: false,
    rules: rules.map(([token, colour, fontStyle]) => ({
      token,
      foreground: hex(colour).slice(1),
      ...(fontStyle === undefined ? {} : { fontStyle }),
    })),
    colors: Object.fromEntries(
      Object.entries(colours).map(([key, [token, alpha]]) => [key, hex(token) + (alpha ?? '')]),
    ),
  });
  monaco.editor.setTheme(name);
  for (const editor of monaco.editor.getEditors()) colourVisibleLines(editor);
}

/** Reading this many lines takes no time that anybody notices. */
const linesAtOnce = 2_000;

/** A new theme makes the editor forget what it knows of its lines; by itself it shows them plain and colours them later. */
export function colourVisibleLines(editor: monaco.editor.ICodeEditor): void {
  const model = editor.getModel();
  const last = editor.getVisibleRanges().at(-1)?.endLineNumber ?? 0;
  // Reads all lines up to this one, whatever becomes of the answer.
  if (model !== null && last > 0 && last <= linesAtOnce) void monaco.editor.colorizeModelLine(model, last);
}

/** Built style sheets shorten `#ffffff` to `#fff`; the editor reads only the long form. */
function sixDigits(colour: string): string {
  return colour.length === 4 ? colour.replaceAll(/[\da-f]/gi, '$&$&') : colour.slice(0, 7);
}
