import { type ModerationActionKind, moderationActionKinds } from '@draftroom/drizzle/enums';
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../app/hub.ts';
import { label, t } from '../../kit/messages/language.ts';
import { ActionRow } from './ActionRow.tsx';
import { EndlessList } from './EndlessList.tsx';

export function ActionLog() {
  const [kind, setKind] = useState<ModerationActionKind | ''>('');
  const list = useInfiniteQuery(
    trpc.moderation.log.infiniteQueryOptions(kind === '' ? {} : { kind }, {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  );
  return (
    <>
      <NativeSelect
        aria-label={t('log.filter')}
        maw={240}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as ModerationActionKind | '')}
        data={[
          { value: '', label: t('log.all') },
          ...moderationActionKinds.map((one) => ({ value: one, label: label(`log.kind.${one}`) })),
        ]}
      />
      <EndlessList
        list={list}
        empty={{ title: t('moderation.noLogTitle'), text: t('moderation.noLog') }}
        keyOf={(action) => action.id}
        row={(action) => <ActionRow action={action} />}
      />
    </>
  );
}
