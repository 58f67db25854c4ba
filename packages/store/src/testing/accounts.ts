/** People as Prisma writes them. */
import { START } from './fixtures.ts'

export const person = (id: string, role = 'viewer') => ({
  data: {
    ...{ id, name: id, email: `${id.replaceAll(' ', '.')}@example.com`, role },
    ...{ emailVerified: false, disabled: false, createdAt: new Date(START), updatedAt: new Date(START) },
  },
})
