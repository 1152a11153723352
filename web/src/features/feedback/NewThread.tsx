import type { DesignAnchor } from '@draftroom/core/contract/design-anchor';
import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { api } from '../../app/hub.ts';
import { Composer } from '../../kit/compose/Composer.tsx';
import { t } from '../../kit/messages/language.ts';
import { act } from '../../room/session/act.ts';
import styles from './feedback.module.css';
import { keepWords, keptWords } from './kept-words.ts';
import { placeName } from './place-name.ts';
import { refreshFeedback } from './refresh-feedback.ts';
import type { Feedback } from './use-feedback.ts';
import { useMarked } from './use-marks.ts';
import { useMentionable } from './use-mentionable.ts';

interface NewThreadProps {
  feedback: Feedback;
  anchor: DesignAnchor | null;
  onLeave(): void;
}

/** A thread that is being begun: what it points at, and its first comment. */
export function NewThread({ feedback, anchor, onLeave }: NewThreadProps) {
  const { design, release } = feedback;
  const people = useMentionable(design.id);
  const key = `${design.id}:new`;
  const box = useRef<HTMLElement>(null);
  useMarked(feedback.mark, 'draft', anchor === null ? [] : [anchor]);
  // Where somebody points while they write, the words go on, about the new place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is the reason
  useEffect(() => {
    box.current?.querySelector('textarea')?.focus({ preventScroll: true });
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [anchor]);
  const send = (text: string): Promise<boolean> =>
    act(async () => {
      const input = { designId: design.id, seq: release.seq, text, ...(anchor === null ? {} : { anchor }) };
      const thread = await api.comments.onDesigns.create.mutate(input);
      keepWords(key, '');
      onLeave();
      await refreshFeedback();
      feedback.setOpen(thread.id);
    });
  return (
    <section ref={box} className={styles.draft} aria-label={t('feedback.new')}>
      <p className={styles.note}>{t('feedback.about', { place: placeName(anchor) })}</p>
      <Composer
        people={people}
        list="below"
        placeholder={t('feedback.write')}
        sendLabel={t('feedback.send')}
        start={keptWords(key)}
        onSend={send}
        onCancel={onLeave}
        onWriting={(text) => keepWords(key, text)}
      />
      <div className={styles.actions}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onLeave}>
          {t('action.cancel')}
        </Button>
      </div>
    </section>
  );
}
