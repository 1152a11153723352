/** `npm run -s preview -w workers < drawing.excalidraw > preview.png`: the picture that a hub makes of a drawing. */
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { parseExcalidraw } from '@draftroom/core/model/drawing/excalidraw-file';
import { renderPreview } from '../preview/render.ts';

try {
  const { elements, files } = parseExcalidraw(await text(process.stdin));
  const pictures = new Map(files.map(({ id, dataUrl }) => [id, dataUrl]));
  const preview = await renderPreview(elements, async (fileId) => {
    const dataUrl = pictures.get(fileId);
    if (dataUrl === undefined) return null;
    return new Uint8Array(await (await fetch(dataUrl)).arrayBuffer());
  });
  process.stdout.write(preview.png);
  process.stderr.write(`${preview.width} × ${preview.height}, thumbhash ${preview.thumbhash}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
