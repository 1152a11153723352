/** What the viewers of a release have in common: what they are given, and what they say somebody pointed at. */
import type { DesignAnchor, DesignModelAnchor } from '@draftroom/core/contract/design-anchor';
import type { ReleaseFile } from '@draftroom/core/schema/designs';
import type { AnchorState } from '@draftroom/drizzle/enums';

export type Vector = [x: number, y: number, z: number];
/** From where a model is looked at, in its own units. */
export type Camera = NonNullable<DesignModelAnchor['camera']>;

/** Something said about a place. */
export interface Pin<Anchor extends DesignAnchor = DesignAnchor> {
  readonly id: string;
  /** Where that is in the file shown; viewers leave out pins of other files and surfaces. */
  readonly anchor: Anchor;
  readonly state: AnchorState;
  /** What stands in the marker: a number, mostly. */
  readonly mark: string;
  /** Its title and, after the mark, its accessible name: who said what. */
  readonly label: string;
  readonly resolved: boolean;
  /** A colour of CSS. */
  readonly colour: string;
  /** A place alone, with its region: nothing stands behind it that could be opened. */
  readonly bare?: boolean;
}

export interface ViewerProps {
  /** What is shown. */
  readonly file: ReleaseFile;
  /** Everything in its release, for what the file refers to. */
  readonly files: readonly ReleaseFile[];
  /** A new array only when something about them changed. */
  readonly pins: readonly Pin[];
  /** Brought into sight whenever it becomes another one. */
  readonly activePin?: string | null;
  onPin(id: string): void;
  /** While it is given, a click says what is there. */
  readonly onPick?: (anchor: DesignAnchor) => void;
}

type Surface = DesignAnchor['surface'];
type AnchorOf<S extends Surface> = Extract<DesignAnchor, { surface: S }>;

/** The pins that a viewer of this surface shows on this file. */
export function pinsOn<S extends Surface>(pins: readonly Pin[], path: string, surface: S): readonly Pin<AnchorOf<S>>[] {
  return pins.filter((pin): pin is Pin<AnchorOf<S>> => pin.anchor.surface === surface && pin.anchor.path === path);
}
