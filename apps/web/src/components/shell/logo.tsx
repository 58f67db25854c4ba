export const Logo = () => (
  <svg viewBox="0 0 16 16" aria-hidden className="size-4">
    <rect x="1" y="1" width="14" height="14" rx="4" fill="none" stroke="currentColor" strokeWidth="2" />
    <rect x="5" y="5" width="6" height="6" rx="1.5" fill="currentColor" />
  </svg>
)
