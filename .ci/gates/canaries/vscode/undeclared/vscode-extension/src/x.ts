commands.registerCommand('draftroom.x', () => undefined);
