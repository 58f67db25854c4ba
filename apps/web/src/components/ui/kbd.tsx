export const Kbd = ({ children }: { children: string }) => (
  <kbd className="rounded border border-line px-[5px] font-sans text-[11px] text-faint">{children}</kbd>
)
