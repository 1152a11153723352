import '@mantine/core/styles.layer.css';
import './tokens.css';
import './base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { shownError } from '../kit/hub-error.ts';
import { startLanguage } from '../kit/messages/language.ts';
import { Providers } from './Providers.tsx';
import { router } from './router.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

await startLanguage().catch(() => {
  // The other language did not load: English is here.
});

createRoot(root, {
  onCaughtError: (error) => {
    // What the hub answered stands on the page; anything else is a fault of the program, to be found in the console.
    if (shownError(error).code === 'unreachable') console.error(error);
  },
}).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
