import type { Anchor } from '@draftroom/core/contract/anchor';
import { Button } from '@mantine/core';
import { Composer } from '../../kit/compose/Composer.tsx';
import { t } from '../../kit/messages/language.ts';
import { act } from '../session/act.ts';
import { useRoom } from '../session/room-context.ts';
import styles from './comments.module.css';
import { Quote } from './Quote.tsx';
import { useNameable, useOffline, usePutThread } from './use-commenting.ts';

/** A thread that is being begun: what it will be on, and its first comment. */
export function NewThread({ anchor }: { anchor: Anchor }) {
  const { hub, room, desk } = useRoom();
  const people = useNameable();
  const offline = useOffline();
  const put = usePutThread();
  const leave = (): void => {
    const { editor } = desk.get();
    desk.set({ draft: null });
    editor?.focus();
  };
  const send = (text: string): Promise<boolean> =>
    act(async () => {
      const thread = await hub.trpc.comments.threads.create.mutate({ roomId: room.id, anchor, text });
      put(thread);
      desk.unsent.delete('new');
      desk.set({ open: thread.id });
      leave();
    });
  return (
    <section className={styles.draft} aria-label={t('comments.new')}>
      {anchor.surface === 'text' ? (
        <Quote text={anchor.quote} />
      ) : (
        <Quote text={desk.get().editor?.nameOf?.(anchor) ?? ''} />
      )}
      <Composer
        people={people}
        list="below"
        placeholder={t('comments.placeholder')}
        sendLabel={t('comments.send')}
        start={desk.unsent.get('new') ?? ''}
        autoFocus
        disabled={offline}
        onSend={send}
        onCancel={leave}
        onWriting={(text) => desk.unsent.set('new', text)}
      />
      {offline && <p className={styles.note}>{t('comments.offline')}</p>}
      <div className={styles.actions}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={leave}>
          {t('comments.cancel')}
        </Button>
      </div>
    </section>
  );
}
