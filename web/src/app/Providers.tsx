import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Fragment, type ReactNode, useSyncExternalStore } from 'react';
import { currentLanguage, onLanguageChange } from '../kit/messages/language.ts';
import { queryClient } from './hub.ts';
import { colourSchemes, cssVariablesResolver, theme } from './theme.ts';

export function Providers({ children }: { children: ReactNode }) {
  const language = useSyncExternalStore(onLanguageChange, currentLanguage);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colourSchemes}
      defaultColorScheme="auto"
      deduplicateCssVariables
    >
      <QueryClientProvider client={queryClient}>
        {/* Texts are read while rendering: another language is another tree. */}
        <Fragment key={language}>{children}</Fragment>
      </QueryClientProvider>
    </MantineProvider>
  );
}
