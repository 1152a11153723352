import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useId } from 'react';
import { t } from '../../kit/messages/language.ts';
import styles from './accounts.module.css';
import { passwordRules } from './password-rules.ts';
import { passwordToggle } from './password-toggle.ts';

interface NewPasswordProps extends Omit<PasswordInputProps, 'value'> {
  value: string;
  person: { email?: string; name?: string };
}

/** A password field that says what is asked before it is asked, and ticks it off. */
export function NewPassword({ person, ...field }: NewPasswordProps) {
  const rulesId = useId();
  return (
    <>
      <PasswordInput {...field} autoComplete="new-password" aria-describedby={rulesId} {...passwordToggle()} />
      <ul className={styles.rules} id={rulesId}>
        {passwordRules(field.value, person).map((rule) => (
          <li key={rule.id} data-met={rule.met}>
            <svg
              viewBox="0 0 16 16"
              width="14"
              height="14"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              role="img"
            >
              <title>{rule.met ? t('password.met') : t('password.open')}</title>
              {rule.met ? <path d="M3 8.500l3.500 3.500L13 4.500" /> : <circle cx="8" cy="8" r="4.500" />}
            </svg>
            {rule.text}
          </li>
        ))}
      </ul>
    </>
  );
}
