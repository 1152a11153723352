import { type Path, spread } from '../points.ts';
import type { CleanShape } from '../vocabulary.ts';
import { fitArrow } from './fit-arrow.ts';
import { fitDiamond, fitEllipse, fitRectangle, fitRoundedRectangle } from './fit-boxes.ts';
import { fitParallelogram, fitPolygon, fitStar, fitTriangle } from './fit-corners.ts';
import { fitCheck, fitCross, fitLine } from './fit-strokes.ts';
import type { Fitted } from './fitted.ts';

/** The clean figure of a shape that lies best on the ink. `strokes` are sampled evenly along their length. */
export function fit(shape: CleanShape, strokes: readonly Path[]): Fitted {
  const points = strokes.flat();
  switch (shape) {
    case 'line':
      return fitLine(points);
    case 'arrow':
      return fitArrow(strokes.map((path) => spread(path, Math.max(24, path.length))));
    case 'rectangle':
      return fitRectangle(points);
    case 'rounded_rect':
      return fitRoundedRectangle(points);
    case 'ellipse':
      return fitEllipse(points);
    case 'diamond':
      return fitDiamond(points);
    case 'triangle':
      return fitTriangle(points);
    case 'parallelogram':
      return fitParallelogram(points);
    case 'polygon':
      return fitPolygon(points);
    case 'star':
      return fitStar(points);
    case 'cross':
      return fitCross(strokes);
    case 'check':
      return fitCheck(strokes);
  }
}
