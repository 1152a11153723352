import type { Profile } from '@draftroom/core/schema/profiles';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { useAccount } from '../../app/session.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { FormError } from '../../kit/FormError.tsx';
import { t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './AccountPage.module.css';

/** What everybody reads on one's profile. */
export function AboutSection() {
  const account = useAccount();
  const profile = useQuery(trpc.profiles.get.queryOptions({ userId: account.id }));
  return (
    <section className={styles.section} aria-labelledby="about-me">
      <h2 id="about-me">{t('about.me')}</h2>
      {profile.isPending && (
        <Skeleton>
          <SkeletonLine height={96} />
        </Skeleton>
      )}
      {profile.isError && <ErrorPanel error={profile.error} onRetry={() => void profile.refetch()} />}
      {profile.data !== undefined && <AboutForm profile={profile.data} />}
    </section>
  );
}

function AboutForm({ profile }: { profile: Profile }) {
  const form = useForm({
    initial: { bio: profile.bio, links: profile.links.join('\n') },
    submit: async ({ bio, links }) => {
      const lines = links.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
      try {
        const saved = await api.profiles.update.mutate({ bio, links: lines });
        queryClient.setQueryData(trpc.profiles.get.queryKey({ userId: saved.person.userId }), saved);
        form.set({ bio: saved.bio, links: saved.links.join('\n') });
        showToast({ text: t('about.saved') });
      } catch (error) {
        throw atField(error);
      }
    },
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className={styles.form}>
      <Textarea
        {...form.field('bio')}
        label={t('about.bio')}
        description={t('about.bioHint')}
        autosize
        minRows={3}
        maxLength={600}
      />
      <Textarea
        {...form.field('links')}
        label={t('about.links')}
        description={t('about.linksHint')}
        autosize
        minRows={2}
        maxLength={1_100}
      />
      {profile.standing === 'held' && <Notice tone="warning" title={t('about.held')} />}
      <FormError error={form.error} />
      <div className={styles.row}>
        <Button type="submit" variant="default" loading={form.busy}>
          {t('about.save')}
        </Button>
      </div>
    </form>
  );
}

/** The hub names the line (`links.2`); the field is one. */
function atField(error: unknown): unknown {
  const hub = (error as { data?: { hub?: { details?: Record<string, string> } } }).data?.hub;
  const line = Object.entries(hub?.details ?? {}).find(([name]) => name.startsWith('links.'));
  if (hub?.details !== undefined && line !== undefined) hub.details.links = line[1];
  return error;
}
