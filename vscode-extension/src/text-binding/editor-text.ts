/** What the binding needs of an editor. Nothing here knows VS Code; texts have LF line ends, whatever the editor shows. */

export interface TextPosition {
  /** From 0. */
  line: number;
  /** UTF-16 units from the start of the line. */
  character: number;
}

/** Replaces what is between two places of the text as it was before all changes of the same event. */
export interface PositionedEdit {
  start: TextPosition;
  end: TextPosition;
  text: string;
}

export interface TextChanged {
  /** The editor's count after the change. */
  version: number;
  changes: readonly PositionedEdit[];
  /** Set when the editor's own undo or redo made the change. */
  reason?: 'undo' | 'redo';
}

export interface PositionedSelection {
  anchor: TextPosition;
  active: TextPosition;
}

/** One place where the text is shown; a split editor has several. */
export interface TextView {
  selections(): readonly PositionedSelection[];
  select(selections: readonly PositionedSelection[]): void;
}

export interface EditorText {
  readonly version: number;
  read(): string;
  /**
   * All edits at once, or none: false when the text has changed since `version`, which is the normal case while somebody
   * types. The event of an accepted edit comes before the promise resolves and has the next version; edits that change
   * nothing resolve to true without an event.
   */
  apply(edits: readonly PositionedEdit[]): Promise<boolean>;
  views(): readonly TextView[];
}
