import { Button } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState, type WheelEvent } from 'react';
import { t } from '../../../../kit/messages/language.ts';
import { Notice } from '../../../../kit/Notice.tsx';
import { PinMarker } from '../PinMarker.tsx';
import { useInView } from '../use-in-view.ts';
import { type Steps, Tool, ViewerFrame } from '../ViewerFrame.tsx';
import { pinsOn, type ViewerProps } from '../viewer.ts';
import styles from '../viewers.module.css';
import { isWheelMine } from '../wheel.ts';
import type { CameraLink } from './camera-link.ts';
import type { LoadedModel } from './load-model.ts';
import { ModelOutline } from './ModelOutline.tsx';
import { ModelProblem } from './ModelProblem.tsx';
import { ModelStage } from './ModelStage.tsx';
import type { StageView } from './stage-view.ts';
import { useLinkedCamera } from './use-linked-camera.ts';
import { useModel } from './use-model.ts';
import { type ModelPin, useModelPins } from './use-model-pins.ts';
import { usePicking } from './use-picking.ts';
import { hasWebGl } from './webgl.ts';

export interface ModelHandle {
  /** A picture of what is seen now, as PNG. */
  capture(): Promise<Blob>;
}

interface ModelViewProps extends ViewerProps {
  /** Shared with another viewer: both look from the same side. */
  link?: CameraLink;
  ref?: Ref<ModelHandle>;
}

export function ModelView(props: ModelViewProps) {
  const [attempt, setAttempt] = useState(0);
  const again = () => setAttempt((before) => before + 1);
  const state = useModel(props.file, props.files, attempt);
  if (!hasWebGl()) return <ModelProblem title={t('viewer.noWebGl')} text={t('viewer.noWebGlWhat')} />;
  if (state.state === 'failed') return <ModelProblem error={state.error} onRetry={again} />;
  if (state.state === 'loading') {
    return (
      <div className={styles.waiting} role="status">
        <p>{t('viewer.loadingModel')}</p>
        <progress value={state.share} aria-label={t('viewer.loadingModel')} />
      </div>
    );
  }
  return <ShownModel {...props} model={state.model} onRetry={again} />;
}

function ShownModel({ model, onRetry, ...props }: ModelViewProps & { model: LoadedModel; onRetry(): void }) {
  const { file, pins, activePin, onPin, onPick, link, ref } = props;
  const host = useRef<HTMLDivElement>(null);
  const inView = useInView(host);
  const [view, setView] = useState<StageView | null>(null);
  const [lost, setLost] = useState(false);
  const [wires, setWires] = useState(false);
  const modelPins = useMemo(() => pinsOn(pins, file.path, 'model'), [pins, file.path]);
  const markerOf = useModelPins(view, modelPins);
  const pickMiddle = usePicking(view, { path: file.path, onPick });
  useLinkedCamera(view, link);
  useShownPin(view, modelPins, activePin ?? null);
  useImperativeHandle(
    ref,
    () => ({ capture: () => (view === null ? Promise.reject(new Error('not shown yet')) : view.capture()) }),
    [view],
  );
  useEffect(() => {
    const ink = getComputedStyle(document.documentElement).getPropertyValue('--ink').trim();
    view?.showWires(wires ? ink : null);
  }, [wires, view]);

  return (
    <div className={styles.viewer}>
      <ViewerFrame
        label={t('viewer.model', { name: file.path })}
        keys={t('viewer.modelKeys')}
        steps={view === null ? null : stepsOf(view)}
        picking={onPick !== undefined}
        onPickMiddle={pickMiddle}
        tools={<Tool label={t('viewer.wires')} pressed={wires} onClick={() => setWires(!wires)} icon={IconGridDots} />}
      >
        <div
          className={styles.stage}
          ref={host}
          onWheelCapture={(event) => takeWheel(event, view)}
          data-ready={view !== null}
        >
          <ModelStage model={model} inView={inView} onReady={setView} onLost={setLost} />
          <div className={styles.pins}>
            {modelPins.map((pin) => (
              <PinMarker key={pin.id} pin={pin} active={pin.id === activePin} ref={markerOf(pin.id)} onPin={onPin} />
            ))}
          </div>
          {lost && (
            <div className={styles.over}>
              <Notice
                tone="warning"
                title={t('viewer.lost')}
                text={t('viewer.lostWhat')}
                action={
                  <Button variant="default" onClick={onRetry}>
                    {t('action.tryAgain')}
                  </Button>
                }
              />
            </div>
          )}
        </div>
      </ViewerFrame>
      {model.missing.length > 0 && <MissingPictures missing={model.missing} />}
      <ModelOutline scene={model.scene} />
    </div>
  );
}

function MissingPictures({ missing }: { missing: readonly string[] }) {
  return (
    <p className={styles.missing}>
      {t('viewer.missing', { count: missing.length })} <span>{missing.slice(0, 8).join(', ')}</span>
    </p>
  );
}

/** Radians a key press. */
const turn = Math.PI / 24;

function stepsOf({ orbit }: StageView): Steps {
  return {
    zoom: (factor) => orbit.zoom(factor),
    move: (aside, up) => orbit.turn(aside * turn, up * turn),
    reset: () => orbit.reset(),
  };
}

function takeWheel(event: WheelEvent<HTMLElement>, view: StageView | null): void {
  if (view === null) return;
  view.orbit.wheel = isWheelMine(event);
}

function useShownPin(view: StageView | null, pins: readonly ModelPin[], activePin: string | null): void {
  const all = useRef(pins);
  all.current = pins;
  useEffect(() => {
    const pin = all.current.find(({ id }) => id === activePin);
    if (view === null || pin === undefined) return;
    const flying = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (pin.anchor.camera !== undefined) view.orbit.show(pin.anchor.camera, { flying });
  }, [view, activePin]);
}
