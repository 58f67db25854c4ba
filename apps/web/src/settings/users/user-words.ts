import type { User } from '@isola/domain'
import type { UserAct } from './user-acts.ts'

interface Words {
  title: string
  consequence: string
  verb: string
  done: string
}

/** What an act on a person is called, and what it does. */
export function wordsOf(act: UserAct, { email }: User, own: boolean): Words {
  const sessions = own ? 'Your own session ends with it.' : 'Their sessions end at once.'
  switch (act) {
    case 'role':
      return {
        title: `Change the role of ${email}`,
        consequence: `${sessions} What was done under the old role stays as it is.`,
        verb: 'Change role',
        done: `The role of ${email} is changed`,
      }
    case 'password':
      return {
        title: `Set a new password for ${email}`,
        consequence: `${sessions} Tell them the new password yourself: it is not sent.`,
        verb: 'Set password',
        done: `${email} has a new password`,
      }
    case 'disable':
      return {
        title: `Disable ${email}`,
        consequence: `${sessions} Nobody can sign in with this account until it is enabled again. Keys made with it go on working.`,
        verb: 'Disable',
        done: `${email} is disabled`,
      }
    case 'enable':
      return {
        title: `Enable ${email}`,
        consequence: 'They can sign in again, with the password and the role that they had.',
        verb: 'Enable',
        done: `${email} is enabled`,
      }
    case 'remove':
      return {
        title: `Remove ${email}`,
        consequence: `${sessions} The account is gone for good; what was done with it stays in every history, under its name. Keys made with it go on working: revoke those you do not want.`,
        verb: 'Remove for good',
        done: `${email} is removed`,
      }
  }
}
