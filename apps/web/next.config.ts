import { join } from 'node:path'
import type { NextConfig } from 'next'

export default {
  turbopack: { root: join(import.meta.dirname, '../..') },
  transpilePackages: ['@isola/client', '@isola/domain'],
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `pnpm typecheck` has done it: a start on a fresh machine does not wait for it again.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig
