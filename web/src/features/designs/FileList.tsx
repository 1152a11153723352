import type { ReleaseFile } from '@draftroom/core/schema/designs';
import {
  IconBox,
  IconCode,
  IconCube3dSphere,
  IconFile,
  IconFileZip,
  IconPencil,
  IconPhoto,
  IconSchema,
} from '@tabler/icons-react';
import { currentLocale, label, t } from '../../kit/messages/language.ts';
import { fileSize } from '../../kit/time.ts';
import styles from './design.module.css';

const icons = {
  model: IconBox,
  drawing: IconPencil,
  image: IconPhoto,
  code: IconCode,
  scene: IconCube3dSphere,
  graph: IconSchema,
  archive: IconFileZip,
  other: IconFile,
} as const;

interface FileListProps {
  files: readonly ReleaseFile[];
  shown: ReleaseFile | null;
  onFile(path: string): void;
}

export function FileList({ files, shown, onFile }: FileListProps) {
  return (
    <nav className={styles.files} aria-label={t('designPage.files')}>
      <ul>
        {files.map((file) => {
          const Icon = icons[file.kind];
          return (
            <li key={file.path}>
              <button
                type="button"
                aria-current={file.path === shown?.path ? 'true' : undefined}
                onClick={() => onFile(file.path)}
              >
                <Icon size={18} stroke={1.5} aria-label={label(`designPage.kind.${file.kind}`)} />
                <bdi title={file.path}>{file.path}</bdi>
                <span>{fileSize(file.size, currentLocale())}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
