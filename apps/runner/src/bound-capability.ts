import { type Capability, LIMITS } from '@isola/domain'

/** As much as the server takes: the reason may be all that a compiler printed. */
export const boundCapability = (capability: Capability): Capability => ({
  ...capability,
  version: cut(capability.version, LIMITS.versionLength),
  reason: cut(capability.reason, LIMITS.reasonLength),
})

/** Well-formed, because the cut may divide a surrogate pair. */
const cut = (text: string | null, length: number): string | null =>
  text === null ? null : text.slice(0, length).toWellFormed()
