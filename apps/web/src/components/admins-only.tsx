import { Empty } from './ui/states.tsx'

export const AdminsOnly = ({ what }: { what: string }) => (
  <Empty title={`${what} are for admins`}>
    Your role is another one. An admin can change it in Settings, under Users.
  </Empty>
)
