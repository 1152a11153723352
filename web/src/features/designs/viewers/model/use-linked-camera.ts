import { useEffect } from 'react';
import type { CameraLink } from './camera-link.ts';
import type { StageView } from './stage-view.ts';

export function useLinkedCamera(view: StageView | null, link: CameraLink | undefined): void {
  useEffect(() => {
    if (view === null || link === undefined) return;
    // Following somebody moves this camera, too, which must not be told on.
    let following = false;
    const stopTelling = view.orbit.onMove(() => {
      if (!following) link.tell(view.orbit.seen, view);
    });
    const stopFollowing = link.listen((camera, from) => {
      if (from === view) return;
      following = true;
      view.orbit.show(camera);
      following = false;
    });
    return () => {
      stopTelling();
      stopFollowing();
    };
  }, [view, link]);
}
