interface CapacityProps {
  used: number
  of: number
}

/** How much of what it runs at once is taken. */
export const Capacity = ({ used, of }: CapacityProps) => (
  <div>
    <p>
      {used} <span className="text-mute">of {of} running</span>
    </p>
    <div aria-hidden className="mt-1 h-[5px] w-full max-w-[140px] overflow-hidden rounded-full bg-line">
      <div
        className="h-full rounded-full bg-running"
        style={{ width: `${Math.min(100, (100 * used) / of)}%` }}
      />
    </div>
  </div>
)
