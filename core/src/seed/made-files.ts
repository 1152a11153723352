/** Files of made designs: a poster that shows them, and by their kinds a drawing, a model or a page of code. */

import type { Chance } from '../contract/chance.ts';
import { formatElements } from '../model/drawing/excalidraw-file.ts';
import { flowchart } from '../model/drawing/templates/flowchart.ts';
import { mindMap } from '../model/drawing/templates/mind-map.ts';
import { wireframe } from '../model/drawing/templates/wireframe.ts';
import { modelColours, towers, writeGlb } from './glb.ts';
import { drawPoster, paintPoster } from './poster.ts';
import { moods, topics } from './words.ts';

export interface MadeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type MadeKind = 'image' | 'drawing' | 'model' | 'code';

export async function makeFile(chance: Chance, kind: MadeKind): Promise<MadeFile> {
  if (kind === 'image') return { path: 'poster.png', bytes: await paintPoster(drawPoster(chance)) };
  if (kind === 'drawing') return { path: 'sketch.excalidraw', bytes: Buffer.from(formatElements(sketch(chance))) };
  if (kind === 'code') return { path: 'index.html', bytes: Buffer.from(page(chance)) };
  const colours = modelColours[chance(modelColours.length)] ?? [];
  return { path: 'model.glb', bytes: writeGlb(towers(chance), colours, 'Towers') };
}

function sketch(chance: Chance) {
  let made = 0;
  const makeId = () => `made-${++made}`;
  const word = () => moods[chance(moods.length)] ?? 'plain';
  const thing = () => topics[chance(topics.length)]?.things[0] ?? 'thing';
  const kind = chance(3);
  if (kind === 0)
    return mindMap(makeId, { middle: thing(), branches: [word(), word(), word(), word()], leaf: thing() });
  if (kind === 1) {
    return wireframe(makeId, {
      name: thing(),
      navigation: ['Work', 'About', 'Visit'],
      title: `A ${word()} ${thing()}`,
      text: `What is ${word()} about it, in one line.`,
      action: 'Look inside',
      card: thing(),
    });
  }
  return flowchart(makeId, {
    start: 'Idea',
    step: `Draw the ${thing()}`,
    question: `Is it ${word()}?`,
    yes: 'yes',
    no: 'not yet',
    fix: 'Take something away',
    end: 'Publish',
  });
}

/** The poster again, as a page that stands by itself. */
function page(chance: Chance): string {
  const { svg } = drawPoster(chance);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${moods[chance(moods.length)] ?? ''}</title>
    <style>
      body { margin: 0; display: grid; place-items: center; min-height: 100vh; }
      svg { max-width: 90vw; max-height: 90vh; height: auto; }
    </style>
  </head>
  <body>
    ${svg}
  </body>
</html>
`;
}
