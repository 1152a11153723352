// Before anything is painted: theme and language as chosen last time, so that a page never flashes in the other theme.
(() => {
  const root = document.documentElement;
  let theme = 'auto';
  try {
    theme = localStorage.getItem('draftroom-theme') || 'auto';
    root.lang = localStorage.getItem('draftroom-language') || root.lang;
  } catch {
    // Storage is blocked: the system's theme it is.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
