import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../kit/messages/language.ts';
import styles from './versions.module.css';

interface CompareDialogProps {
  title: string;
  /** What may be done with it, below. */
  actions: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** Two states of a document beside each other. */
export function CompareDialog({ title, actions, onClose, children }: CompareDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      size="min(1100px, 96vw)"
      title={title}
    >
      {children}
      <div className={styles.compareActions}>{actions}</div>
    </Modal>
  );
}
