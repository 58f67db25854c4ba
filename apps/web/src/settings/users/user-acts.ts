export type UserAct = 'role' | 'password' | 'disable' | 'enable' | 'remove'
