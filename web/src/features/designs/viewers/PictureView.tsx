import { useMemo, useState } from 'react';
import { t } from '../../../kit/messages/language.ts';
import { Notice } from '../../../kit/Notice.tsx';
import type { Size } from './sheet/pan-zoom.ts';
import { type SheetPick, type SheetPin, ZoomSheet } from './sheet/ZoomSheet.tsx';
import { pinsOn, type ViewerProps } from './viewer.ts';
import styles from './viewers.module.css';

/** A picture in its own pixels. */
export function PictureView({ file, pins, activePin = null, onPin, onPick }: ViewerProps) {
  const [measured, setMeasured] = useState<Size | null>(null);
  const [failed, setFailed] = useState(false);
  // The best size that the hub made of it; a photograph may have far more pixels than anybody can look at.
  const src = file.picture?.url ?? file.url;
  const { width, height } = file.picture ?? file.facts;
  const size = useMemo(
    () => (width !== undefined && height !== undefined ? { width, height } : measured),
    [width, height, measured],
  );
  const sheetPins = useMemo(() => (size === null ? [] : sheetPinsOf(pins, file.path, size)), [pins, file.path, size]);
  if (failed) {
    return (
      <div className={styles.waiting}>
        <Notice tone="error" title={t('viewer.pictureFailed')} text={t('viewer.pictureFailedWhat')} />
      </div>
    );
  }
  if (size === null) {
    return (
      <div className={styles.waiting}>
        <img
          className={styles.unseen}
          src={src}
          alt=""
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setMeasured({ width: naturalWidth || 1, height: naturalHeight || 1 })
          }
          onError={() => setFailed(true)}
        />
      </div>
    );
  }
  const anchor = { surface: 'picture', state: 'attached', path: file.path } as const;
  const pick: SheetPick | null =
    onPick === undefined
      ? null
      : {
          point: ({ x, y }) => onPick({ ...anchor, x: x / size.width, y: y / size.height }),
          part: ({ x, y, width, height }) => {
            const rect = {
              x: x / size.width,
              y: y / size.height,
              width: width / size.width,
              height: height / size.height,
            };
            onPick({ ...anchor, x: rect.x + rect.width, y: rect.y, rect });
          },
        };
  return (
    <ZoomSheet
      src={src}
      size={size}
      alt={t('viewer.picture', { name: file.path })}
      keys={t('viewer.sheetKeys')}
      pins={sheetPins}
      activePin={activePin}
      onPin={onPin}
      pick={pick}
    />
  );
}

function sheetPinsOf(pins: ViewerProps['pins'], path: string, { width, height }: Size): SheetPin[] {
  return pinsOn(pins, path, 'picture').map((pin) => {
    const { x, y, rect } = pin.anchor;
    const region = rect && {
      x: rect.x * width,
      y: rect.y * height,
      width: rect.width * width,
      height: rect.height * height,
    };
    return { pin, at: { x: x * width, y: y * height }, ...(region === undefined ? {} : { region }) };
  });
}
