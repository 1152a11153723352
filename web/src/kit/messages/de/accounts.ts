export const accountMessages = {
  'signIn.title': 'Anmelden',
  'signIn.toSignUp': 'Konto anlegen',
  'signOut.done': 'Du bist abgemeldet.',

  'signOut.unsentTitle': {
    one: 'Abmelden, obwohl {count} Änderung noch nicht beim Hub ist?',
    other: 'Abmelden, obwohl {count} Änderungen noch nicht beim Hub sind?',
  },
  'signOut.unsentText':
    'Beim Abmelden wird entfernt, was dieser Browser von deinen Dokumenten behält, auch diese Änderungen. Öffne den Raum, während du online bist, dann werden sie gesendet.',
  'signOut.draftsTitle': {
    one: 'Abmelden, obwohl der Hub {count} Text nicht angenommen hat?',
    other: 'Abmelden, obwohl der Hub {count} Texte nicht angenommen hat?',
  },
  'signOut.draftsText':
    'Was nicht angenommen wurde, liegt nur in diesem Browser, und Abmelden entfernt es. Öffne das Dokument und kopiere oder verwirf deinen Text zuerst.',
  'signOut.draftsYes': 'Abmelden und es verlieren',
  'signOut.unsentYes': 'Abmelden und verlieren',

  'signUp.title': 'Konto anlegen',

  'profile.title': 'Konto',
} as const;
