/** Reads glTF and GLB from the files of a release, and from nowhere else. */
import { FileLoader, type Group, LoadingManager, TextureLoader } from 'three';
import { type GLTF, GLTFLoader, type GLTFLoaderPlugin, type GLTFParser } from 'three/addons/loaders/GLTFLoader.js';
import { MeshPlaces } from './mesh-places.ts';
import { addressesOf, bytesOf, type GivenFile, MissingFile } from './model-files.ts';

export interface LoadedModel {
  readonly scene: Group;
  readonly places: MeshPlaces;
  /** References to pictures that are not in the release: their surfaces are plain. */
  readonly missing: readonly string[];
}

interface ModelSource {
  readonly main: GivenFile;
  readonly files: readonly GivenFile[];
  readonly signal: AbortSignal;
  /** From 0 to 1, as far as the main file goes. */
  onProgress?(share: number): void;
}

/** Rejects with `MissingFile` where shapes are in a file that is not there. */
export async function loadModel({ main, files, signal, onProgress }: ModelSource): Promise<LoadedModel> {
  const bytes = await fetchBytes(main.url, signal, onProgress);
  const addressOf = addressesOf(files, main.path);
  const missing = new Set<string>();
  const manager = new LoadingManager();
  manager.setURLModifier((url) => {
    if (/^(data|blob):/i.test(url)) return url;
    const address = addressOf(url);
    if (address !== null) return address;
    missing.add(url);
    throw new MissingFile(url);
  });
  const loader = new GLTFLoader(manager);
  loader.register((parser) => releaseFiles(parser, { manager, missing, addressOf, signal }));
  const read: GLTF = await loader.parseAsync(bytes, '');
  signal.throwIfAborted();
  const { nodes = [] } = read.parser.json as NamesJson;
  const places = new MeshPlaces(read.scene, read.parser.associations as never, (node) => nodes[node]?.name ?? '');
  return { scene: read.scene, places, missing: [...missing] };
}

interface Surroundings {
  readonly manager: LoadingManager;
  readonly missing: Set<string>;
  readonly addressOf: (reference: string) => string | null;
  readonly signal: AbortSignal;
}

interface NamesJson {
  readonly nodes?: readonly { readonly name?: string }[];
}

interface TextureJson {
  readonly textures?: readonly { readonly source?: number }[];
  readonly images?: readonly { readonly uri?: string }[];
}

function releaseFiles(parser: GLTFParser, { manager, missing, addressOf, signal }: Surroundings): GLTFLoaderPlugin {
  // Bitmaps are made from fetched blobs, which the content security policy forbids; pictures of the page may be blobs.
  parser.textureLoader = new TextureLoader(manager);
  parser.fileLoader = new BufferLoader(addressOf, missing, signal);
  return {
    name: 'DRAFTROOM_release_files',
    loadTexture(index) {
      const { textures = [], images = [] } = parser.json as TextureJson;
      const uri = images[textures[index]?.source ?? -1]?.uri;
      if (uri === undefined || /^data:/i.test(uri) || addressOf(uri) !== null) return null;
      missing.add(uri);
      // No texture: the material keeps its plain colour.
      return Promise.resolve(null) as never;
    },
  };
}

/** Buffers beside the model or written into it. */
class BufferLoader extends FileLoader {
  readonly #addressOf: (reference: string) => string | null;
  readonly #missing: Set<string>;
  readonly #signal: AbortSignal;

  constructor(addressOf: (reference: string) => string | null, missing: Set<string>, signal: AbortSignal) {
    super();
    this.#addressOf = addressOf;
    this.#missing = missing;
    this.#signal = signal;
  }

  override load(
    uri: string,
    onLoad?: (data: string | ArrayBuffer) => void,
    _?: unknown,
    onError?: (e: unknown) => void,
  ) {
    this.#bytes(uri).then(onLoad, onError);
  }

  async #bytes(uri: string): Promise<ArrayBuffer> {
    if (/^data:/i.test(uri)) return bytesOf(uri);
    const address = this.#addressOf(uri);
    if (address !== null) return await fetchBytes(address, this.#signal);
    this.#missing.add(uri);
    throw new MissingFile(uri);
  }
}

async function fetchBytes(
  url: string,
  signal: AbortSignal,
  onProgress?: (share: number) => void,
): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal });
  if (!response.ok || response.body === null) throw new Error(`${response.status} for ${url}`);
  const whole = Number(response.headers.get('content-length') ?? 0);
  if (onProgress === undefined || whole === 0) return await response.arrayBuffer();
  let had = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        had += chunk.length;
        onProgress(Math.min(1, had / whole));
        controller.enqueue(chunk);
      },
    }),
  );
  return await new Response(counted).arrayBuffer();
}
