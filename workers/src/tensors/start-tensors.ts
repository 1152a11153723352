import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** TensorFlow.js on WebAssembly, from the files of its own package. */
export async function startTensors(): Promise<void> {
  const files = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'));
  wasm.setWasmPaths(`${files}/wasm-out/`);
  await tf.setBackend('wasm');
  await tf.ready();
}
