/**
 * What a file is, by its bytes, and what it may be published as. Pictures are made anew from pixels, SVG from a list of
 * what is allowed, drawings from what was understood of them; whatever is none of these is refused.
 */
import { HubError } from '@draftroom/core/contract/errors';
import { mediaTypeOf, readFileContent } from '@draftroom/core/contract/file-content';
import type { FileTask, FoundFile } from '@draftroom/core/contract/file-work';
import { defaultLimits } from '@draftroom/core/contract/limits';
import type { Beside } from '../jobs/serve-tasks.ts';
import { checkPicture } from './check-picture.ts';
import { checkSvg } from './svg/check-svg.ts';

/** Bytes of what is read as text: a drawing or a model may carry its pictures in it. */
const longestText = defaultLimits.textFile;
const longestJson = 64 * 1024 * 1024;

export async function checkFile({ path, bytes }: FileTask, beside: Beside): Promise<FoundFile> {
  const content = readFileContent(bytes);
  if (content.type === 'text') return await checkText({ path, bytes, text: content.text }, beside);
  switch (mediaTypeOf(bytes)) {
    case 'image/png':
    case 'image/jpeg':
    case 'image/webp':
    case 'image/gif':
    case 'image/avif':
      return await checkPicture(bytes);
    case 'model/gltf-binary':
      return await checkModel(bytes, beside);
    case 'application/zip':
      return plain({ kind: 'archive', mediaType: 'application/zip', bytes });
    default:
      throw new HubError('file_kind_unknown', { name: path.slice(path.lastIndexOf('/') + 1) });
  }
}

async function checkText(
  { path, bytes, text }: { path: string; bytes: Uint8Array; text: string },
  beside: Beside,
): Promise<FoundFile> {
  const kind = textKind(path, text);
  const limit = kind === 'drawing' || kind === 'model' ? longestJson : longestText;
  if (bytes.length > limit) throw new HubError('too_large', { limit: `${limit / 1024 / 1024} MB` });
  if (kind === 'svg') return await checkSvg(text);
  if (kind === 'drawing') return await (await import('./check-drawing.ts')).checkDrawing(text);
  if (kind === 'model') return await checkModel(bytes, beside);
  const lines = text.split('\n').length;
  const stored = Buffer.from(text);
  return { ...plain({ kind: 'code', mediaType: 'text/plain', bytes: stored }), facts: { lines } };
}

function textKind(path: string, text: string): 'svg' | 'drawing' | 'model' | 'code' {
  const start = text.slice(0, 4_000);
  if (/^\ufeff?\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(svg[\s>]|!doctype svg\b)/is.test(start)) return 'svg';
  if (/\.excalidraw$/i.test(path)) return 'drawing';
  if (!/^\s*\{/.test(start)) return 'code';
  if (/^\s*\{\s*"type"\s*:\s*"excalidraw"/.test(start)) return 'drawing';
  return /"asset"\s*:\s*\{[^{}]*"version"\s*:\s*"[\d.]+"/.test(text) && /"(scenes|nodes|meshes)"\s*:\s*\[/.test(text)
    ? 'model'
    : 'code';
}

/** The validator and, for drawings, the fonts are read by whoever first needs them. */
async function checkModel(bytes: Uint8Array, beside: Beside): Promise<FoundFile> {
  const model = await import('./model/check-model.ts');
  return await model.checkModel(bytes, beside);
}

function plain(file: Pick<FoundFile, 'kind' | 'mediaType' | 'bytes'>): FoundFile {
  return { ...file, facts: {}, sizes: [], references: [] };
}
