import type { HubClient } from '@draftroom/core/client/hub-client';
import { useEffect, useState } from 'react';
import { collectDrop } from './dropped-entries.ts';
import { startImport } from './import-state.ts';

/** Files dropped anywhere in the window go into the room. True while files are held above it. */
export function useDropAnywhere(hub: HubClient, roomId: string, enabled: boolean): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!holdsFiles(event) || event.dataTransfer === null || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      void collectDrop(event.dataTransfer).then((collected) => startImport({ hub, roomId, folder: '', collected }));
    };
    const hide = (): void => setOver(false);
    // In front of the editor, which would take the drop for itself.
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    window.addEventListener('drop', hide, { capture: true });
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('drop', hide, { capture: true });
    };
  }, [hub, roomId, enabled]);
  return over;
}
