/** The palette of commands, the list of shortcuts and what Draftroom is; loaded when one of them first opens. */
export const dialogMessages = {
  'palette.title': 'Commands',
  'palette.placeholder': 'Type a command, room or document',
  'palette.none': 'Nothing matches “{query}”. Try fewer letters.',
  'palette.actions': 'Commands',
  'palette.rooms': 'Rooms',
  'palette.documents': 'Documents',
  'palette.designs': 'Designs',
  'palette.people': 'People',
  'palette.tags': 'Tags',
  'palette.pages': 'Pages',
  'palette.results': { one: '{count} result', other: '{count} results' },
  'palette.hint': 'Up and down to choose, Enter to go, Esc to close',

  'command.themeLight': 'Use the light theme',
  'command.themeDark': 'Use the dark theme',
  'command.themeAuto': 'Use the theme of the system',
  'command.shortcuts': 'Show keyboard shortcuts',
  'command.about': 'About Draftroom',

  'shortcuts.everywhere': 'Everywhere',
  'shortcuts.inRooms': 'In rooms',
  'shortcuts.commands': 'Commands, rooms and documents',
  'shortcuts.commandsOutside': 'The same, outside editors',
  'shortcuts.help': 'This list, outside editors',
  'shortcuts.left': 'Fold the document list',
  'shortcuts.right': 'Fold the side panel',
  'shortcuts.find': 'Find in the document',
  'shortcuts.regions': 'Next part of the screen',
  'shortcuts.work': 'Back to the work',

  'about.title': 'About Draftroom',
  'about.what':
    'A room where people write code together, live. Everyone sees who is where, and “saved” is only shown once a change is safely on the hub’s disk.',
  'about.licence': 'Open source under the MIT licence. It runs on your own machine and sends nothing elsewhere.',
  'about.version': 'Version {version}',
} as const;
