import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { t } from '../../../kit/messages/language.ts';
import { useFullScreen } from './use-full-screen.ts';
import styles from './viewers.module.css';

export interface Steps {
  /** Above 1: nearer. */
  zoom(factor: number): void;
  /** Steps of the arrow keys, -1, 0 or 1. */
  move(aside: number, up: number): void;
  reset(): void;
}

interface ViewerFrameProps {
  /** What it is, for who hears the page. */
  label: string;
  /** What the keys do. */
  keys: string;
  steps: Steps | null;
  /** The next click says where, and Enter means the middle. */
  picking: boolean;
  onPickMiddle?(): void;
  /** More buttons, before those that all viewers have. */
  tools?: ReactNode;
  children: ReactNode;
}

const zoomStep = 1.25;

/** Round the work in a viewer: its keys, its buttons, the whole screen. */
export function ViewerFrame({ label, keys, steps, picking, onPickMiddle, tools, children }: ViewerFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [full, toggleFull] = useFullScreen(frame);
  const keysId = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && picking) onPickMiddle?.();
    else if (steps === null || !takeKey(event.key, steps)) return;
    event.preventDefault();
  };
  return (
    <div className={styles.frame} ref={frame} data-full={full}>
      <div
        className={styles.work}
        role="application"
        aria-label={label}
        aria-describedby={keysId}
        data-picking={picking}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys are described
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {children}
        {picking && <span className={styles.crosshair} aria-hidden="true" />}
      </div>
      <p id={keysId} className={styles.unseen}>
        {picking ? `${t('viewer.pickKeys')} ${keys}` : keys}
      </p>
      <div className={styles.tools}>
        {tools}
        <Tool label={t('viewer.zoomOut')} onClick={() => steps?.zoom(1 / zoomStep)} icon={IconMinus} />
        <Tool label={t('viewer.zoomIn')} onClick={() => steps?.zoom(zoomStep)} icon={IconPlus} />
        <Tool label={t('viewer.reset')} onClick={() => steps?.reset()} icon={IconZoomReset} />
        {document.fullscreenEnabled && (
          <Tool
            label={full ? t('viewer.leaveFull') : t('viewer.full')}
            onClick={toggleFull}
            icon={full ? IconArrowsMinimize : IconArrowsMaximize}
          />
        )}
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  icon: typeof IconPlus;
  /** For what is on or off. */
  pressed?: boolean;
  onClick(): void;
}

export function Tool({ label, icon: Icon, pressed, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={pressed === true ? 'light' : 'subtle'}
        color={pressed === true ? 'pencil' : 'gray'}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
      >
        <Icon size={18} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  );
}

function takeKey(key: string, steps: Steps): boolean {
  if (key === '+' || key === '=') steps.zoom(zoomStep);
  else if (key === '-') steps.zoom(1 / zoomStep);
  else if (key === '0') steps.reset();
  else if (key === 'ArrowLeft') steps.move(-1, 0);
  else if (key === 'ArrowRight') steps.move(1, 0);
  else if (key === 'ArrowUp') steps.move(0, 1);
  else if (key === 'ArrowDown') steps.move(0, -1);
  else return false;
  return true;
}
