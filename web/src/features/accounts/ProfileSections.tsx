import { personColourValue } from '@draftroom/core/contract/person-colours';
import { type PersonColour, personColours } from '@draftroom/drizzle/enums';
import { Button, TextInput } from '@mantine/core';
import { type CSSProperties, useState } from 'react';
import { api } from '../../app/hub.ts';
import { updateAccount, useAccount } from '../../app/session.ts';
import { FormError } from '../../kit/FormError.tsx';
import { shownError } from '../../kit/hub-error.ts';
import { label, t } from '../../kit/messages/language.ts';
import { showToast } from '../../kit/toasts.ts';
import { useForm } from '../../kit/use-form.ts';
import styles from './AccountPage.module.css';

export function NameSection() {
  const account = useAccount();
  const form = useForm({
    initial: { name: account.name },
    check: ({ name }) => (name.trim() === '' ? { name: t('error.required') } : {}),
    submit: async ({ name }) => {
      const saved = await api.accounts.updateProfile.mutate({ name });
      updateAccount(saved);
      form.set({ name: saved.name });
      showToast({ text: t('profile.saved') });
    },
  });
  return (
    <section className={styles.section} aria-labelledby="name">
      <h2 id="name">{t('account.name')}</h2>
      <form onSubmit={form.onSubmit} noValidate className={styles.inline}>
        <TextInput {...form.field('name')} aria-labelledby="name" autoComplete="name" maxLength={80} />
        <Button type="submit" variant="default" loading={form.busy} disabled={form.values.name.trim() === account.name}>
          {t('profile.nameSubmit')}
        </Button>
      </form>
      <p className={styles.hint}>{t('account.nameHint')}</p>
      <FormError error={form.error} />
    </section>
  );
}

/** Saved as soon as it is chosen; the choice before is one step back. */
export function ColourSection() {
  const account = useAccount();
  const [chosen, setChosen] = useState<PersonColour>(account.colour);
  const save = async (colour: PersonColour, before?: PersonColour) => {
    const old = account.colour;
    setChosen(colour);
    updateAccount({ colour });
    try {
      await api.accounts.updateProfile.mutate({ colour });
      const undo = before && { label: t('action.undo'), run: () => void save(before) };
      showToast({ text: t('profile.saved'), ...(undo === undefined ? {} : { action: undo }) });
    } catch (error) {
      setChosen(old);
      updateAccount({ colour: old });
      showToast({ text: shownError(error).text, tone: 'error' });
    }
  };
  return (
    <section className={styles.section} aria-labelledby="colour">
      <h2 id="colour">{t('profile.colour')}</h2>
      <fieldset className={styles.colours} aria-labelledby="colour">
        {personColours.map((colour) => (
          <label key={colour} className={styles.colour}>
            <input type="radio" name="colour" checked={chosen === colour} onChange={() => void save(colour, chosen)} />
            <span className={styles.swatch} style={{ '--person': personColourValue(colour) } as CSSProperties} />
            {label(`colour.${colour}`)}
          </label>
        ))}
      </fieldset>
      <p className={styles.hint}>{t('profile.colourHint')}</p>
    </section>
  );
}
