/** Moves markers with the model: each picture their place, and when it rests, which of them stand behind something. */
import type { DesignModelAnchor } from '@draftroom/core/contract/design-anchor';
import { useEffect, useRef } from 'react';
import type { Vector3 } from 'three';
import type { Pin } from '../viewer.ts';
import { isHidden, project } from './projection.ts';
import type { StageView } from './stage-view.ts';

export type ModelPin = Pin<DesignModelAnchor>;

/** Milliseconds without movement. Looking through a large model takes longer than a picture may. */
const rest = 120;

export function useModelPins(view: StageView | null, pins: readonly ModelPin[]) {
  const markers = useRef(new Map<string, HTMLElement>());
  useEffect(() => {
    if (view === null) return;
    const found = new Map(pins.map(({ id, anchor }) => [id, view.places.find(anchor)]));
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const markAll = (mark: (marker: HTMLElement, point: Vector3) => void): void => {
      for (const [id, { point }] of found) {
        const marker = markers.current.get(id);
        if (marker !== undefined) mark(marker, point);
      }
    };
    const look = (): void =>
      markAll((marker, point) => {
        marker.dataset.behind = String(isHidden(point, view, view.radius * 0.02));
      });
    const paint = (): void => {
      const size = { width: view.element.clientWidth, height: view.element.clientHeight };
      markAll((marker, point) => {
        const at = project(point, view.camera, size);
        marker.style.transform = `translate(${at.x}px, ${at.y}px)`;
        marker.hidden = !at.inSight;
      });
      clearTimeout(waiting);
      waiting = setTimeout(look, rest);
    };
    view.painted.add(paint);
    view.invalidate();
    return () => {
      view.painted.delete(paint);
      clearTimeout(waiting);
    };
  }, [view, pins]);
  return (id: string) => (marker: HTMLElement | null) => {
    if (marker !== null) markers.current.set(id, marker);
    else markers.current.delete(id);
  };
}
