import type { Translation } from '../message.ts';

export const dialogMessages: Translation<'dialogs'> = {
  'palette.title': 'Befehle',
  'palette.placeholder': 'Befehl, Raum oder Dokument eingeben',
  'palette.none': 'Nichts passt zu „{query}“. Versuche es mit weniger Buchstaben.',
  'palette.actions': 'Befehle',
  'palette.rooms': 'Räume',
  'palette.documents': 'Dokumente',
  'palette.designs': 'Entwürfe',
  'palette.people': 'Menschen',
  'palette.tags': 'Schlagwörter',
  'palette.pages': 'Seiten',
  'palette.results': { one: '{count} Treffer', other: '{count} Treffer' },
  'palette.hint': 'Auf und ab wählt, Eingabe öffnet, Esc schließt',

  'command.themeLight': 'Helle Farben verwenden',
  'command.themeDark': 'Dunkle Farben verwenden',
  'command.themeAuto': 'Farben des Systems verwenden',
  'command.shortcuts': 'Tastenkürzel zeigen',
  'command.about': 'Über Draftroom',

  'shortcuts.everywhere': 'Überall',
  'shortcuts.inRooms': 'In Räumen',
  'shortcuts.commands': 'Befehle, Räume und Dokumente',
  'shortcuts.commandsOutside': 'Dasselbe, außerhalb von Editoren',
  'shortcuts.help': 'Diese Liste, außerhalb von Editoren',
  'shortcuts.left': 'Dokumentliste falten',
  'shortcuts.right': 'Seitenleiste falten',
  'shortcuts.find': 'Im Dokument suchen',
  'shortcuts.regions': 'Nächster Teil des Bildschirms',
  'shortcuts.work': 'Zurück zur Arbeit',

  'about.title': 'Über Draftroom',
  'about.what':
    'Ein Raum, in dem Menschen gemeinsam und gleichzeitig Code schreiben. Alle sehen, wer wo ist, und „gespeichert“ steht erst da, wenn eine Änderung sicher auf der Platte des Hubs liegt.',
  'about.licence':
    'Quelloffen unter der MIT-Lizenz. Es läuft auf deinem eigenen Rechner und sendet nichts woandershin.',
  'about.version': 'Version {version}',
};
