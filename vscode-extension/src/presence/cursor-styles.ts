/** The looks of others' carets, selections and name flags: a fixed set per colour, made when first needed. */
import { personColourValue } from '@draftroom/core/contract/person-colours';
import { DecorationRangeBehavior, OverviewRulerLane, type TextEditorDecorationType, window } from 'vscode';

export interface CursorStyle {
  readonly caret: TextEditorDecorationType;
  readonly fadedCaret: TextEditorDecorationType;
  readonly selection: TextEditorDecorationType;
  /** Takes the name as `renderOptions`. */
  readonly flag: TextEditorDecorationType;
}

export class CursorStyles {
  readonly #styles = new Map<string, CursorStyle>();

  of(colour: string): CursorStyle {
    const value = personColourValue(colour);
    const known = this.#styles.get(value);
    if (known !== undefined) return known;
    const style = makeStyle(value);
    this.#styles.set(value, style);
    return style;
  }

  get all(): CursorStyle[] {
    return [...this.#styles.values()];
  }

  dispose(): void {
    for (const { caret, fadedCaret, selection, flag } of this.#styles.values()) {
      for (const type of [caret, fadedCaret, selection, flag]) type.dispose();
    }
    this.#styles.clear();
  }
}

/** A flag stands above the line it belongs to; the editor lets no other element out of the line. */
export function flagOptions(name: string, colour: string, firstLine: boolean) {
  return {
    before: {
      contentText: name,
      color: '#ffffff',
      backgroundColor: personColourValue(colour),
      textDecoration: [
        'none',
        'position: absolute',
        firstLine ? 'top: 100%' : 'bottom: 100%',
        'padding: 0 4px',
        'border-radius: 3px',
        'font: 600 11px/16px system-ui, sans-serif',
        'white-space: nowrap',
        'pointer-events: none',
        'z-index: 10',
      ].join('; '),
    },
  };
}

function makeStyle(value: string): CursorStyle {
  const caret = (alpha: string) =>
    window.createTextEditorDecorationType({
      borderStyle: 'solid',
      borderColor: `${value}${alpha}`,
      borderWidth: '0 0 0 2px',
      rangeBehavior: DecorationRangeBehavior.ClosedClosed,
      overviewRulerColor: value,
      overviewRulerLane: OverviewRulerLane.Right,
    });
  return {
    caret: caret('ff'),
    fadedCaret: caret('66'),
    selection: window.createTextEditorDecorationType({
      backgroundColor: `${value}33`,
      rangeBehavior: DecorationRangeBehavior.ClosedClosed,
    }),
    flag: window.createTextEditorDecorationType({ rangeBehavior: DecorationRangeBehavior.ClosedClosed }),
  };
}
