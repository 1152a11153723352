import { Button, Checkbox, Modal, SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { nameOf } from '../tree/tree-model.ts';
import styles from './board.module.css';
import { useBoard } from './board-context.ts';
import { download } from './download.ts';
import { type ExportChoice, type ExportFormat, exportFile } from './export-board.ts';

const formats: { value: ExportFormat; label: string }[] = [
  { value: 'png', label: 'PNG' },
  { value: 'svg', label: 'SVG' },
  { value: 'pdf', label: 'PDF' },
  { value: 'excalidraw', label: 'Excalidraw' },
];

/** What the file will look like, and what it will be. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { board, path } = useBoard();
  const [selected] = useState(() => Object.values(board.api.getAppState().selectedElementIds).some(Boolean));
  const [choice, setChoice] = useState<ExportChoice>({
    format: 'png',
    onlySelected: selected,
    background: true,
    scale: 2,
  });
  const change = (part: Partial<ExportChoice>): void => setChoice({ ...choice, ...part });
  const preview = usePreview(choice);
  const isPicture = choice.format !== 'excalidraw';
  const save = async (): Promise<void> => {
    try {
      download(await exportFile(board, choice), `${nameOf(path).replace(/\.excalidraw$/, '')}.${choice.format}`);
      onClose();
    } catch {
      showToast({ text: t('board.exportFailed'), tone: 'error' });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('board.export')}
      size="min(640px, 96vw)"
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <div className={styles.export}>
        <div className={styles.preview} data-transparent={isPicture && !choice.background && choice.format !== 'pdf'}>
          {preview !== null && <img src={preview} alt={t('board.preview')} />}
        </div>
        <SegmentedControl
          fullWidth
          aria-label={t('board.format')}
          data={formats}
          value={choice.format}
          onChange={(format) => change({ format: format as ExportFormat })}
        />
        <div className={styles.exportChoices}>
          {selected && (
            <Checkbox
              label={t('board.onlySelected')}
              checked={choice.onlySelected}
              onChange={(event) => change({ onlySelected: event.currentTarget.checked })}
            />
          )}
          {(choice.format === 'png' || choice.format === 'svg') && (
            <Checkbox
              label={t('board.paper')}
              checked={choice.background}
              onChange={(event) => change({ background: event.currentTarget.checked })}
            />
          )}
          {(choice.format === 'png' || choice.format === 'pdf') && (
            <SegmentedControl
              size="xs"
              aria-label={t('board.scale')}
              data={['1', '2', '3'].map((value) => ({ value, label: `${value}×` }))}
              value={String(choice.scale)}
              onChange={(scale) => change({ scale: Number(scale) as ExportChoice['scale'] })}
            />
          )}
        </div>
        <p className={styles.note}>{t(`board.about.${choice.format}`)}</p>
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={onClose}>
            {t('board.cancel')}
          </Button>
          <Button onClick={() => void save()}>{t('board.save')}</Button>
        </div>
      </div>
    </Modal>
  );
}

/** The address of a picture of what is chosen; null until it is drawn. */
function usePreview({ onlySelected, background, format }: ExportChoice): string | null {
  const { board } = useBoard();
  const [url, setUrl] = useState<string | null>(null);
  const paper = background || format === 'pdf' || format === 'excalidraw';
  useEffect(() => {
    let made: string | null = null;
    let left = false;
    const draw = async (): Promise<void> => {
      const blob = await exportFile(board, { format: 'png', onlySelected, background: paper, scale: 1 });
      if (left) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    };
    void draw().catch(() => undefined);
    return () => {
      left = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [board, onlySelected, paper]);
  return url;
}
