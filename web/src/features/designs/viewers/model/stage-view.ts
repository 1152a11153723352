import type { Group, PerspectiveCamera } from 'three';
import type { MeshPlaces } from './mesh-places.ts';
import type { ModelOrbit } from './model-orbit.ts';

/** The stage as those see it who stand outside of it: markers, keys, pointing, pictures. */
export interface StageView {
  readonly orbit: ModelOrbit;
  readonly camera: PerspectiveCamera;
  readonly root: Group;
  readonly places: MeshPlaces;
  readonly element: HTMLCanvasElement;
  /** Half of the longest way through the model. */
  readonly radius: number;
  /** Called with every picture that is drawn. */
  readonly painted: Set<() => void>;
  invalidate(): void;
  /** Draws edges only, in this colour of CSS; null for the model as it is. */
  showWires(colour: string | null): void;
  capture(): Promise<Blob>;
}
