import { notFound } from 'next/navigation'

/** Addresses that are no page's end here, so that they are answered inside the shell. */
export default function MissingPage(): never {
  notFound()
}
