import type { Design } from '@draftroom/core/schema/designs';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash, IconUpload } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { t } from '../../kit/messages/language.ts';
import { act } from '../../room/session/act.ts';

const EditDesign = lazy(async () => ({ default: (await import('./EditDesign.tsx')).EditDesign }));

/** What only its author does. */
export function AuthorMenu({ design }: { design: Design }) {
  const [editing, setEditing] = useState(false);
  const remove = useRemoveDesign(design);
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('designPage.more')} title={t('designPage.more')}>
            <IconDots size={18} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={18} stroke={1.5} />} onClick={() => setEditing(true)}>
            {t('designPage.edit')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconUpload size={18} stroke={1.5} />}
            renderRoot={(props) => <Link to="/publish" search={{ design: design.id }} {...props} />}
          >
            {t('designPage.newRelease')}
          </Menu.Item>
          <Menu.Item color="danger" leftSection={<IconTrash size={18} stroke={1.5} />} onClick={remove}>
            {t('designPage.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {editing && (
        <Suspense fallback={null}>
          <EditDesign design={design} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  );
}

function useRemoveDesign({ id, title }: Design): () => void {
  const navigate = useNavigate();
  const forget = () => queryClient.removeQueries({ queryKey: trpc.designs.get.queryKey({ designId: id }) });
  const back = async (): Promise<void> => {
    await api.designs.restore.mutate({ designId: id });
    await navigate({ to: '/designs/$designId', params: { designId: id } });
  };
  const remove = async (): Promise<void> => {
    await api.designs.remove.mutate({ designId: id });
    await navigate({ to: '/home' });
    forget();
  };
  return () => void act(remove, { text: t('designPage.removed', { title }), undo: back });
}
