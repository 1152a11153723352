import { useMantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { chooseLanguage, currentLanguage, type Language, label, languages, t } from '../kit/messages/language.ts';
import { showToast } from '../kit/toasts.ts';
import styles from './Preferences.module.css';
import type { ThemeChoice } from './theme.ts';

const themes: readonly ThemeChoice[] = ['auto', 'light', 'dark'];

export function ThemeSelect() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choice label={t('footer.theme')} value={colorScheme} onChange={(value) => setColorScheme(value as ThemeChoice)}>
      {themes.map((theme) => (
        <option key={theme} value={theme}>
          {label(`theme.${theme}`)}
        </option>
      ))}
    </Choice>
  );
}

export function LanguageSelect() {
  const choose = (value: string) =>
    void chooseLanguage(value as Language).catch(() => showToast({ text: t('error.unreachable'), tone: 'error' }));
  return (
    <Choice label={t('footer.language')} value={currentLanguage()} onChange={choose}>
      {Object.entries(languages).map(([language, name]) => (
        <option key={language} value={language} lang={language}>
          {name}
        </option>
      ))}
    </Choice>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange(value: string): void;
  children: React.ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <span className={styles.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </span>
  );
}
