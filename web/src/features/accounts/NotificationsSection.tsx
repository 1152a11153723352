import type { NotificationChoices } from '@draftroom/core/schema/notifications';
import type { DigestCadence } from '@draftroom/drizzle/enums';
import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, queryClient, trpc } from '../../app/hub.ts';
import { ErrorPanel } from '../../kit/ErrorPanel.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { Skeleton, SkeletonLine } from '../../kit/Skeleton.tsx';
import { showToast } from '../../kit/toasts.ts';
import styles from './AccountPage.module.css';

const choicesQuery = trpc.notifications.choices.get.queryOptions();
const digestQuery = trpc.notifications.digest.get.queryOptions();

/** Saved as soon as it is chosen. */
export function NotificationsSection() {
  const choices = useQuery(choicesQuery);
  return (
    <section className={styles.section} aria-labelledby="choices">
      <h2 id="choices">{t('choices.title')}</h2>
      <p className={styles.hint}>{t('choices.hint')}</p>
      <DigestChoice />
      {choices.isPending && (
        <Skeleton>
          <SkeletonLine height={240} />
        </Skeleton>
      )}
      {choices.isError && <ErrorPanel error={choices.error} onRetry={() => void choices.refetch()} />}
      {choices.data !== undefined && <ChoiceTable items={choices.data.items} />}
    </section>
  );
}

function DigestChoice() {
  const digest = useQuery(digestQuery).data;
  if (digest === undefined) return null;
  const choose = (cadence: DigestCadence) =>
    save(async () => {
      queryClient.setQueryData(digestQuery.queryKey, await api.notifications.digest.set.mutate({ cadence }));
    });
  return (
    <Select
      label={t('choices.cadence')}
      description={digest.emailVerified ? t('choices.nothingNew') : t('choices.unverified')}
      value={digest.cadence}
      allowDeselect={false}
      onChange={(value) => void choose(value as DigestCadence)}
      data={[
        { value: 'never', label: t('choices.never') },
        { value: 'daily', label: t('choices.daily') },
        { value: 'weekly', label: t('choices.weekly') },
      ]}
    />
  );
}

type Choice = NotificationChoices['items'][number];

function ChoiceTable({ items }: { items: readonly Choice[] }) {
  const choose = (choice: Choice) => {
    const { kind, show, mail } = choice;
    // The tick shows at once; a refusal brings back what the hub has.
    queryClient.setQueryData(choicesQuery.queryKey, {
      items: items.map((item) => (item.kind === kind ? choice : item)),
    });
    return save(async () => {
      const saved = await api.notifications.choices.set.mutate({ kind, show, mail }).catch(async (error: unknown) => {
        await queryClient.invalidateQueries({ queryKey: choicesQuery.queryKey });
        throw error;
      });
      queryClient.setQueryData(choicesQuery.queryKey, saved);
    });
  };
  return (
    <table className={styles.choices}>
      <thead>
        <tr>
          <th scope="col">{t('choices.kind')}</th>
          <th scope="col">{t('choices.show')}</th>
          <th scope="col">{t('choices.mail')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const kind = label(`kind.${item.kind}`);
          return (
            <tr key={item.kind}>
              <th scope="row">
                {kind}
                {item.fixed && <span className={styles.hint}> · {t('choices.always')}</span>}
              </th>
              <td>
                <Checkbox
                  aria-label={t('choices.showOf', { kind })}
                  checked={item.show}
                  disabled={item.fixed}
                  onChange={(event) => void choose({ ...item, show: event.currentTarget.checked })}
                />
              </td>
              <td>
                <Checkbox
                  aria-label={t('choices.mailOf', { kind })}
                  checked={item.mail}
                  disabled={!item.show}
                  onChange={(event) => void choose({ ...item, mail: event.currentTarget.checked })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

async function save(work: () => Promise<void>): Promise<void> {
  try {
    await work();
    showToast({ text: t('choices.saved') });
  } catch (error) {
    showToast({ text: shownError(error).text, tone: 'error' });
  }
}
