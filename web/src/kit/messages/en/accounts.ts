export const accountMessages = {
  'signIn.title': 'Sign in',
  'signIn.toSignUp': 'Create an account',
  'signOut.done': 'You are signed out.',

  'signOut.unsentTitle': {
    one: 'Sign out with {count} change that the hub has not got?',
    other: 'Sign out with {count} changes that the hub has not got?',
  },
  'signOut.unsentText':
    'Signing out removes what this browser keeps of your documents, also those changes. Open the room while you are online and they are sent.',
  'signOut.draftsTitle': {
    one: 'Sign out with {count} text that the hub did not take?',
    other: 'Sign out with {count} texts that the hub did not take?',
  },
  'signOut.draftsText':
    'What was refused is kept in this browser only, and signing out removes it. Open the document and copy or discard your text first.',
  'signOut.draftsYes': 'Sign out and lose it',
  'signOut.unsentYes': 'Sign out and lose them',

  'signUp.title': 'Create an account',

  'profile.title': 'Account',
} as const;
