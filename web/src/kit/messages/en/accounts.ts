export const accountMessages = {
  'signIn.title': 'Sign in',
  'signIn.submit': 'Sign in',
  'signIn.forgot': 'Forgot the password?',
  'signIn.new': 'No account yet?',
  'signIn.toSignUp': 'Create an account',
  'signIn.with': 'Continue with {provider}',
  'signIn.or': 'or with e-mail',
  'signIn.goOn': 'Sign in to go on.',
  'signIn.demo': 'Demo accounts',
  'signIn.demoHint': 'Their password is printed where the hub was started.',
  'signIn.demoUse': 'Fill in {name}',
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
  'signUp.submit': 'Create account',
  'signUp.have': 'Already have an account?',
  'signUp.welcome': 'Welcome, {name}.',

  'profile.title': 'Account',
} as const;
