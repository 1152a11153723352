import type { Design, Release } from '@draftroom/core/schema/designs';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconBookmark,
  IconBookmarkFilled,
  IconCode,
  IconFlag,
  IconFolderPlus,
  IconGitFork,
  IconHeart,
  IconHeartFilled,
  IconLink,
  IconShare,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../../app/session.ts';
import { currentLocale, t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { copyText } from '../../room/session/act.ts';
import { SaveToCollection } from '../collections/SaveToCollection.tsx';
import { useReact } from '../feed/reactions.ts';
import { ReportDialog } from '../moderation/lazy.tsx';
import { AuthorMenu } from './AuthorMenu.tsx';
import styles from './design.module.css';
import { embedCode } from './embed-code.ts';
import { useRemix } from './use-remix.ts';
import { useSignInFirst } from './use-sign-in-first.ts';

/** What one can do with a design, in one row. */
export function DesignActions({ design, release }: { design: Design; release: Release }) {
  const [collecting, setCollecting] = useState(false);
  const [reporting, setReporting] = useState(false);
  const { user } = useMe();
  const signInFirst = useSignInFirst();
  const collect = () => setCollecting(true);
  const react = useReact(design, () =>
    showToast({
      text: t('designPage.savedNow'),
      // Collections hold nothing that is unlisted.
      ...(design.visibility === 'public' && { action: { label: t('designPage.collect'), run: collect } }),
    }),
  );
  const remix = useRemix(design, release.seq);
  const { liked, saved, likeCount, saveCount, rights } = design;
  const number = new Intl.NumberFormat(currentLocale(), { notation: 'compact' });
  const mine = user !== null && design.author?.userId === user.id;
  return (
    <div className={styles.actions}>
      {mine ? (
        <Counts likes={number.format(likeCount)} saves={number.format(saveCount)} />
      ) : (
        <>
          <ReactButton kind="like" on={liked} count={number.format(likeCount)} onClick={() => react('like')} />
          <ReactButton kind="save" on={saved} count={number.format(saveCount)} onClick={() => react('save')} />
        </>
      )}
      {rights.remix && release.files.length > 0 && (
        <Button leftSection={<IconGitFork size={18} stroke={1.5} />} loading={remix.busy} onClick={remix.start}>
          {t('designPage.remix')}
        </Button>
      )}
      <ShareMenu
        design={design}
        onCollect={() => signInFirst(collect)}
        onReport={() => signInFirst(() => setReporting(true))}
      />
      {rights.edit && <AuthorMenu design={design} />}
      <SaveToCollection design={design} opened={collecting} onClose={() => setCollecting(false)} />
      {reporting && (
        <ReportDialog
          target={{ type: 'design', id: design.id, title: design.title }}
          opened
          onClose={() => setReporting(false)}
        />
      )}
    </div>
  );
}

/** For the author, who reads them: nobody likes or saves their own. */
function Counts({ likes, saves }: { likes: string; saves: string }) {
  return (
    <span className={styles.counts}>
      <span
        role="img"
        aria-label={t('designPage.likes', { number: likes })}
        title={t('designPage.likes', { number: likes })}
      >
        <IconHeart size={18} stroke={1.5} aria-hidden="true" />
        {likes}
      </span>
      <span
        role="img"
        aria-label={t('designPage.saves', { number: saves })}
        title={t('designPage.saves', { number: saves })}
      >
        <IconBookmark size={18} stroke={1.5} aria-hidden="true" />
        {saves}
      </span>
    </span>
  );
}

const reactionIcons = { like: [IconHeart, IconHeartFilled], save: [IconBookmark, IconBookmarkFilled] } as const;

interface ReactButtonProps {
  kind: 'like' | 'save';
  on: boolean;
  /** As it is shown. */
  count: string;
  onClick(): void;
}

function ReactButton({ kind, on, count, onClick }: ReactButtonProps) {
  const [Empty, Filled] = reactionIcons[kind];
  return (
    <Button
      variant={on ? 'light' : 'default'}
      leftSection={on ? <Filled size={18} /> : <Empty size={18} stroke={1.5} />}
      aria-pressed={on}
      aria-label={t(`designPage.${kind}`, { number: count })}
      onClick={onClick}
    >
      {count}
    </Button>
  );
}

interface ShareMenuProps {
  design: Design;
  onCollect(): void;
  onReport(): void;
}

function ShareMenu({ design, onCollect, onReport }: ShareMenuProps) {
  const link = `${location.origin}/designs/${design.id}`;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('designPage.share')} title={t('designPage.share')}>
          <IconShare size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFolderPlus size={18} stroke={1.5} />} onClick={onCollect}>
          {t('designPage.collect')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={18} stroke={1.5} />} onClick={() => void copyText(link)}>
          {t('designPage.copyLink')}
        </Menu.Item>
        {design.visibility !== 'private' && (
          <Menu.Item
            leftSection={<IconCode size={18} stroke={1.5} />}
            onClick={() => void copyText(embedCode(design, location.origin))}
          >
            {t('designPage.copyEmbed')}
          </Menu.Item>
        )}
        {!design.rights.edit && (
          <Menu.Item leftSection={<IconFlag size={18} stroke={1.5} />} onClick={onReport}>
            {t('designPage.report')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
