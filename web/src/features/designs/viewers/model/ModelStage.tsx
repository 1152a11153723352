import { Canvas, useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import {
  Box3,
  MeshBasicMaterial,
  NeutralToneMapping,
  type PerspectiveCamera,
  PMREMGenerator,
  type WebGLRenderer,
} from 'three';
import { RoomEnvironment } from 'three/addons/environments/RoomEnvironment.js';
import { fieldOfView, frameOf } from './framing.ts';
import type { LoadedModel } from './load-model.ts';
import { ModelOrbit } from './model-orbit.ts';
import type { StageView } from './stage-view.ts';

interface ModelStageProps {
  model: LoadedModel;
  /** Nothing is drawn while nobody can see it. */
  inView: boolean;
  onReady(view: StageView | null): void;
  onLost(lost: boolean): void;
}

/** The model in light: drawn when something changed, and never otherwise. */
export function ModelStage({ model, inView, onReady, onLost }: ModelStageProps) {
  return (
    <Canvas
      frameloop={inView ? 'demand' : 'never'}
      dpr={[1, 2]}
      camera={{ fov: fieldOfView }}
      resize={{ scroll: false }}
      onCreated={({ gl }) => {
        gl.toneMapping = NeutralToneMapping;
      }}
    >
      <Light />
      <primitive object={model.scene} dispose={null} />
      <View model={model} onReady={onReady} />
      <ContextWatch onLost={onLost} />
    </Canvas>
  );
}

/** A studio made of boxes and lamps in code: neutral, and nothing to fetch. */
function Light() {
  const gl = useThree((state) => state.gl);
  const scene = useThree((state) => state.scene);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const generator = new PMREMGenerator(gl);
    const room = new RoomEnvironment();
    const target = generator.fromScene(room, 0.04);
    scene.environment = target.texture;
    // At full strength colours are paler than they were given.
    scene.environmentIntensity = 0.8;
    room.dispose();
    generator.dispose();
    invalidate();
    return () => {
      scene.environment = null;
      target.dispose();
    };
  }, [gl, scene, invalidate]);
  return null;
}

function View({ model, onReady }: Pick<ModelStageProps, 'model' | 'onReady'>) {
  const gl = useThree((state) => state.gl);
  const camera = useThree((state) => state.camera) as PerspectiveCamera;
  const stage = useThree((state) => state.scene);
  const invalidate = useThree((state) => state.invalidate);
  const sizeNow = useThree((state) => state.size);
  const size = useRef(sizeNow);
  size.current = sizeNow;
  const shown = useRef<StageView | null>(null);
  useEffect(() => {
    const orbit = new ModelOrbit({ camera, element: gl.domElement, invalidate: () => invalidate() });
    const { scene, places } = model;
    scene.updateMatrixWorld(true);
    const frame = frameOf(new Box3().setFromObject(scene, true), size.current.width / size.current.height);
    orbit.home = frame;
    const view: StageView = {
      orbit,
      camera,
      root: scene,
      places,
      element: gl.domElement,
      radius: frame.radius,
      painted: new Set(),
      invalidate: () => invalidate(),
      showWires: (colour) => {
        stage.overrideMaterial?.dispose();
        stage.overrideMaterial = colour === null ? null : new MeshBasicMaterial({ color: colour, wireframe: true });
        invalidate();
      },
      capture: () => pictureOf(gl, () => gl.render(stage, camera)),
    };
    shown.current = view;
    onReady(view);
    return () => {
      view.showWires(null);
      shown.current = null;
      onReady(null);
      orbit.dispose();
    };
  }, [gl, camera, stage, model, invalidate, onReady]);
  useFrame(() => {
    shown.current?.orbit.advance();
    for (const listener of shown.current?.painted ?? []) listener();
  });
  return null;
}

/** What was drawn is gone once the browser has shown it, so it is drawn anew for the picture. */
function pictureOf(gl: WebGLRenderer, draw: () => void): Promise<Blob> {
  draw();
  return new Promise((resolve, reject) => {
    gl.domElement.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/png');
  });
}

function ContextWatch({ onLost }: Pick<ModelStageProps, 'onLost'>) {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    const element = gl.domElement;
    const lost = (event: Event): void => {
      // Otherwise the browser never gives it back.
      event.preventDefault();
      onLost(true);
    };
    const back = (): void => {
      onLost(false);
      invalidate();
    };
    element.addEventListener('webglcontextlost', lost);
    element.addEventListener('webglcontextrestored', back);
    return () => {
      element.removeEventListener('webglcontextlost', lost);
      element.removeEventListener('webglcontextrestored', back);
    };
  }, [gl, invalidate, onLost]);
  return null;
}
