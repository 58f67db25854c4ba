'use client'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '#/lib/cn.ts'

/** Not modal: a modal one hides the page from screen readers, focusable as it is, and takes its scrollbar away. */
export const Menu = (props: ComponentProps<typeof Radix.Root>) => <Radix.Root modal={false} {...props} />
export const MenuTrigger = Radix.Trigger

const ITEM =
  'flex min-h-[28px] cursor-default select-none items-center gap-2 rounded px-2 outline-none data-highlighted:bg-hover data-disabled:opacity-50'

export function MenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="end"
        sideOffset={4}
        className={cn('z-50 min-w-44 rounded-lg border border-line bg-raise p-1 shadow-lg', className)}
        {...props}
      />
    </Radix.Portal>
  )
}

export const MenuItem = ({ className, ...props }: ComponentProps<typeof Radix.Item>) => (
  <Radix.Item className={cn(ITEM, className)} {...props} />
)

export const MenuCheckbox = ({
  className,
  children,
  ...props
}: ComponentProps<typeof Radix.CheckboxItem>) => (
  <Radix.CheckboxItem
    className={cn(ITEM, 'pl-7 relative', className)}
    onSelect={(event) => event.preventDefault()}
    {...props}
  >
    <Radix.ItemIndicator className="absolute left-2">✓</Radix.ItemIndicator>
    {children}
  </Radix.CheckboxItem>
)

export const MenuSeparator = () => <Radix.Separator className="my-1 h-px bg-line" />
export const MenuLabel = (props: ComponentProps<typeof Radix.Label>) => (
  <Radix.Label className="px-2 py-1 text-fact text-faint" {...props} />
)
