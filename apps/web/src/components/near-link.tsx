'use client'
import Link from 'next/link'
import { type ComponentProps, useState } from 'react'

/**
 * A link whose page is fetched ahead when a pointer or the focus comes near, and not already when it is in sight: all
 * that the navigation leads to is 58 KB of scripts, on every page.
 */
export function NearLink(props: ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  return <Link {...props} prefetch={near ? null : false} onPointerEnter={come} onFocus={come} />
}
