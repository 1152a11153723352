import { UnstyledButton } from '@mantine/core';
import { IconBinaryTree2, IconBrowser, IconDatabase, IconGrid4x4, IconSitemap } from '@tabler/icons-react';
import { t } from '../../kit/messages/language.ts';
import styles from './board.module.css';
import { useBoard } from './board-context.ts';
import { insertScene } from './insert-scene.ts';
import { type TemplateName, templateElements, templateNames } from './templates.ts';

const icons = {
  flowchart: IconSitemap,
  wireframe: IconBrowser,
  entities: IconDatabase,
  mindMap: IconBinaryTree2,
  grid: IconGrid4x4,
} as const satisfies Record<TemplateName, unknown>;

export function TemplateList({ onChosen }: { onChosen?: () => void }) {
  const { board } = useBoard();
  const choose = async (name: TemplateName): Promise<void> => {
    onChosen?.();
    await insertScene(board.api, { elements: templateElements(name) });
  };
  return (
    <ul className={styles.templates}>
      {templateNames.map((name) => {
        const Icon = icons[name];
        return (
          <li key={name}>
            <UnstyledButton className={styles.template} onClick={() => void choose(name)}>
              <Icon size={24} stroke={1.5} aria-hidden="true" />
              <span>{t(`board.template.${name}`)}</span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
