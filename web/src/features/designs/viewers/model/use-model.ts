import { useEffect, useState } from 'react';
import { type LoadedModel, loadModel } from './load-model.ts';
import type { GivenFile } from './model-files.ts';
import { disposeModel } from './model-materials.ts';

export type ModelState =
  | { readonly state: 'loading'; readonly share: number }
  | { readonly state: 'ready'; readonly model: LoadedModel }
  | { readonly state: 'failed'; readonly error: unknown };

/** `attempt`: another one loads it anew. */
export function useModel(main: GivenFile, files: readonly GivenFile[], attempt: number): ModelState {
  const [state, setState] = useState<ModelState>({ state: 'loading', share: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: signed addresses of the same files differ from call to call
  useEffect(() => {
    const left = new AbortController();
    let model: LoadedModel | null = null;
    setState({ state: 'loading', share: 0 });
    loadModel({
      main,
      files,
      signal: left.signal,
      onProgress: (share) => left.signal.aborted || setState({ state: 'loading', share }),
    }).then(
      (loaded) => {
        if (left.signal.aborted) return disposeModel(loaded.scene);
        model = loaded;
        setState({ state: 'ready', model: loaded });
      },
      (error: unknown) => left.signal.aborted || setState({ state: 'failed', error }),
    );
    return () => {
      left.abort();
      if (model !== null) disposeModel(model.scene);
    };
  }, [main.path, keyOf(files), attempt]);
  return state;
}

function keyOf(files: readonly (GivenFile & { assetId?: string })[]): string {
  return files.map(({ path, assetId, url }) => `${path} ${assetId ?? url}`).join('\n');
}
