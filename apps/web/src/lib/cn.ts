import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

/** Sizes of our own have to be told from colours: `text-fact text-mute` are not two of a kind. */
const merge = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['fact', 'work', 'title', 'figure'] }] } },
})

export const cn = (...classes: ClassValue[]): string => merge(clsx(classes))
