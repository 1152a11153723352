import type { FittedBox } from '@draftroom/workers/recognition/fitting/fitted';

/** What a recogniser of tests finds. */
export const diamond: FittedBox = {
  shape: 'diamond',
  centre: { x: 50, y: 30 },
  width: 100,
  height: 60,
  angle: 0,
  radius: 0,
};
