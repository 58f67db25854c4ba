/** Secrets to be looked for where they should not be: each place has one of its own, which says what leaked. */
export class Planted {
  readonly all: string[] = []
  /** Those that the refusal of a request may name: what its caller called things, or wrote where it could not be read. */
  readonly names: string[] = []

  at(place: string): string {
    const canary = `cnry${this.all.length.toString(36).padStart(3, '0')}${place.replace(/\W/g, '')}`
    this.all.push(canary)
    return canary
  }

  asName(place: string): string {
    const canary = this.at(place)
    this.names.push(canary)
    return canary
  }
}
