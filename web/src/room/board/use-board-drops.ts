import { type RefObject, useEffect } from 'react';
import { dropPicture, isPictureDrop } from './picture-drop.ts';
import { mayHoldDrawing } from './take-files.ts';

interface BoardDropsOptions {
  enabled: boolean;
  take: (files: readonly File[]) => Promise<void>;
}

/**
 * Files dropped on a board. Plain pictures are the canvas's own business, which puts them where they fall. Everything
 * that holds a drawing is taken before the canvas sees it: it would put that drawing in the place of the whole board.
 */
export function useBoardDrops(host: RefObject<HTMLElement | null>, { enabled, take }: BoardDropsOptions): void {
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const onDrop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (isPictureDrop(event) || files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      if (!enabled) return;
      const [first] = files;
      if (files.length > 1 || first === undefined || !/^image\//.test(first.type)) void take(files);
      else void drop(first, event);
    };
    const drop = async (file: File, { clientX, clientY }: DragEvent): Promise<void> => {
      if (await mayHoldDrawing(file)) await take([file]);
      else dropPicture(element, file, { clientX, clientY });
    };
    element.addEventListener('drop', onDrop, { capture: true });
    return () => element.removeEventListener('drop', onDrop, { capture: true });
  }, [host, enabled, take]);
}
