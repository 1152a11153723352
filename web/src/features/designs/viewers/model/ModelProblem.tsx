import { Button } from '@mantine/core';
import { t } from '../../../../kit/messages/language.ts';
import { Notice } from '../../../../kit/Notice.tsx';
import styles from '../viewers.module.css';
import { MissingFile } from './model-files.ts';

type ModelProblemProps = { title: string; text: string } | { error: unknown; onRetry(): void };

/** Instead of a model that cannot be shown. */
export function ModelProblem(props: ModelProblemProps) {
  if ('title' in props) {
    return (
      <div className={styles.waiting}>
        <Notice tone="warning" title={props.title} text={props.text} />
      </div>
    );
  }
  const { error, onRetry } = props;
  const text =
    error instanceof MissingFile
      ? t('viewer.missingShapes', { name: error.reference })
      : error instanceof TypeError
        ? t('error.unreachable')
        : t('viewer.unreadable');
  return (
    <div className={styles.waiting}>
      <Notice
        tone="error"
        title={t('viewer.modelFailed')}
        text={text}
        action={
          <Button variant="default" onClick={onRetry}>
            {t('action.tryAgain')}
          </Button>
        }
      />
    </div>
  );
}
