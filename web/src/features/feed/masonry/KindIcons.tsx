import type { ReleaseFileKind } from '@draftroom/drizzle/enums';
import {
  IconBox,
  IconCode,
  IconCube,
  IconFile,
  IconFileZip,
  IconPencil,
  IconPhoto,
  IconSitemap,
} from '@tabler/icons-react';
import styles from './Masonry.module.css';

const icons = {
  drawing: IconPencil,
  scene: IconCube,
  graph: IconSitemap,
  code: IconCode,
  image: IconPhoto,
  model: IconBox,
  archive: IconFileZip,
  other: IconFile,
} as const satisfies Record<ReleaseFileKind, unknown>;

/** Decoration beside words that say the same. */
export function KindIcons({ kinds }: { kinds: readonly ReleaseFileKind[] }) {
  return (
    <span className={styles.kinds} aria-hidden="true">
      {kinds.map((kind) => {
        const Icon = icons[kind];
        return <Icon key={kind} size={18} stroke={1.5} />;
      })}
    </span>
  );
}
