import { Modal } from '@mantine/core';
import { BrandMark } from '../kit/BrandMark.tsx';
import { t } from '../kit/messages/language.ts';
import styles from './Dialogs.module.css';

export function AboutDialog({ onClose }: { onClose(): void }) {
  return (
    <Modal opened onClose={onClose} title={t('about.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <div className={styles.about}>
        <BrandMark size={32} />
        <p>{t('about.what')}</p>
        <p>{t('about.licence')}</p>
        <p className={styles.version}>{t('about.version', { version: '0.1.0' })}</p>
      </div>
    </Modal>
  );
}
