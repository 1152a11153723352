/** The words that a drawing can be recognised as. Their order is the order of the network's outputs. */
export const shapes = [
  'line',
  'arrow',
  'rectangle',
  'rounded_rect',
  'ellipse',
  'triangle',
  'diamond',
  'parallelogram',
  'star',
  'polygon',
  'cross',
  'check',
  'curve',
  'other',
] as const;

export type Shape = (typeof shapes)[number];

/** `curve` and `other` are left as they were drawn; every other shape replaces the ink. */
export type CleanShape = Exclude<Shape, 'curve' | 'other'>;

export function isClean(shape: Shape): shape is CleanShape {
  return shape !== 'curve' && shape !== 'other';
}
