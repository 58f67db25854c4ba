import { join } from 'node:path'

// JavaScript, because of TypeScript it says at every start that it has compiled it, into a log that is JSON.

/** @type {import('next').NextConfig} */
export default {
  turbopack: { root: join(import.meta.dirname, '../..') },
  transpilePackages: ['@isola/client', '@isola/domain'],
  images: { unoptimized: true },
  // The server compresses, by brotli too: scripts are a seventh smaller than by the gzip that Next knows.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `pnpm typecheck` has done it: a start on a fresh machine does not wait for it again.
  typescript: { ignoreBuildErrors: true },
}
