'use client'
import { useTheme } from 'next-themes'
import { Panel } from '#/components/ui/panel.tsx'
import { Segments } from '#/components/ui/segments.tsx'
import { useNow } from '#/lib/clock.ts'
import type { Density } from '#/lib/density.ts'
import { formatExact, useTimes, type Zone } from '#/lib/time.tsx'
import { setDensity, useDensity } from '#/lib/use-density.ts'
import { useHydrated } from '#/lib/use-hydrated.ts'
import { Setting } from './setting.tsx'

const THEMES = [
  { value: 'system', name: 'System' },
  { value: 'light', name: 'Light' },
  { value: 'dark', name: 'Dark' },
]
const ZONES: { value: Zone; name: string }[] = [
  { value: 'utc', name: 'UTC' },
  { value: 'local', name: 'Local' },
]
const DENSITY_NAMES: { value: Density; name: string }[] = [
  { value: 'compact', name: 'Compact' },
  { value: 'comfortable', name: 'Comfortable' },
]

/** Of this browser. */
export function Preferences({ density }: { density: Density }) {
  const { theme = 'system', setTheme } = useTheme()
  const { zone, setZone } = useTimes()
  const hydrated = useHydrated()
  const now = useNow()
  return (
    <Panel
      title="This browser"
      actions={<span className="text-fact text-mute">Kept here, not with your account</span>}
    >
      <Setting name="Theme" hint="System follows what your computer is set to.">
        <Segments
          label="Theme"
          value={hydrated ? theme : ''}
          onChange={(next) => setTheme(next)}
          options={THEMES}
        />
      </Setting>
      <Setting
        name="Time zone"
        hint={
          <>
            Every time obeys it. Now:{' '}
            <span className="tabular-nums">
              {now === null ? '…' : formatExact(new Date(now).toISOString(), zone).replace(/\.\d+/, '')}
            </span>
          </>
        }
      >
        <Segments label="Time zone" value={zone} onChange={setZone} options={ZONES} />
      </Setting>
      <Setting name="Density" hint="The height of rows in lists.">
        <Segments label="Density" value={useDensity(density)} onChange={setDensity} options={DENSITY_NAMES} />
      </Setting>
    </Panel>
  )
}
