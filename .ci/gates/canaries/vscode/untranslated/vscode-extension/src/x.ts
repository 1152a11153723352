export const x = { id: 'draftroom.x', run: () => l10n.t('Hello') };
