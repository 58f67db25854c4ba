/** What is done to users and keys, and who signs in. An act that is not here shows under the name it is kept by. */
export const ACTION_NAMES: Record<string, string> = {
  'user.created': 'Created the user',
  'user.updated': 'Changed the user',
  'user.removed': 'Removed the user',
  'user.password_changed': 'Changed the password of',
  'session.created': 'Signed in as',
  'session.ended': 'Signed out',
  'session.revoked': 'Ended sessions of',
  'sign_in.failed': 'Failed sign-in',
  'key.created': 'Created the key',
  'key.revoked': 'Revoked the key',
}
