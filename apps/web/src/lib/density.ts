/** How high the rows of lists are; globals.css knows the figures. */
export type Density = 'compact' | 'comfortable'
export const DENSITY_COOKIE = 'isola.density'

export const toDensity = (value: string | undefined): Density =>
  value === 'comfortable' ? 'comfortable' : 'compact'
