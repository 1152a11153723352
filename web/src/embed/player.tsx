/** The viewer of the app, on the stage of the player; fetched when somebody asks for it. */
import '@mantine/core/styles.layer.css';
import type { Design } from '@draftroom/core/schema/designs';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { colourSchemes, cssVariablesResolver, theme } from '../app/theme.ts';
import { ReleaseViewer } from '../features/designs/viewers/ReleaseViewer.tsx';
import { shownFile } from '../features/designs/work-file.ts';
import { loadMessages, startLanguage } from '../kit/messages/language.ts';

export async function play(stage: HTMLElement, { release }: Design): Promise<void> {
  await Promise.all([startLanguage().catch(() => undefined), loadMessages('designPage')]);
  const file = shownFile(release.files, undefined);
  if (file === null) return;
  const host = document.createElement('div');
  host.className = 'viewer';
  stage.replaceChildren(host);
  createRoot(host).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colourSchemes}
      defaultColorScheme="auto"
      deduplicateCssVariables
    >
      <QueryClientProvider client={new QueryClient()}>
        <ReleaseViewer file={file} files={release.files} pins={[]} onPin={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}
