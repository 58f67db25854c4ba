/** What is done to users and keys. An act that is not here shows under the name it is kept by. */
export const ACTION_NAMES: Record<string, string> = {
  'user.created': 'Created the user',
  'user.updated': 'Changed the user',
  'user.removed': 'Removed the user',
  'key.created': 'Created the key',
  'key.revoked': 'Revoked the key',
}
