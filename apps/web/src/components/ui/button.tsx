import type { ComponentProps } from 'react'
import { cn } from '#/lib/cn.ts'

const LOOKS = {
  quiet: 'border-transparent bg-transparent text-mute hover:bg-hover hover:text-text',
  plain: 'border-line bg-raise text-text hover:bg-hover hover:border-line-strong',
  primary: 'border-accent bg-accent text-accent-text hover:opacity-90',
  danger: 'border-line bg-raise text-failed hover:bg-failed-soft',
} as const

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof LOOKS
  /** Why it can't be pressed; then it can't, and says so. */
  unavailable?: string | undefined
}

export const buttonClass = (look: keyof typeof LOOKS = 'plain', className?: string) =>
  cn(
    'inline-flex h-[30px] shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-[11px] font-medium text-work transition-colors',
    'disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    LOOKS[look],
    className,
  )

/** One that is unavailable stays reachable by keyboard, so that its reason can be read. */
export function Button({
  look = 'plain',
  className,
  unavailable,
  onClick,
  type = 'button',
  ...props
}: ButtonProps) {
  return (
    <button
      type={type}
      className={buttonClass(look, className)}
      aria-disabled={unavailable ? true : undefined}
      title={unavailable}
      onClick={unavailable ? (event) => event.preventDefault() : onClick}
      {...props}
    />
  )
}
