import { isIsolaError } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { checkOrigin, checkSignInOrigin } from './check-origin.ts'

const OURS = 'https://isola.example.com'
const ALSO_OURS = 'http://localhost:4747'
const ORIGINS = [OURS, ALSO_OURS]
const cookie = 'isola.session_token=x'
const authorization = 'Bearer isk_x'

type Check = typeof checkOrigin

function isAllowed(check: Check, method: string, headers: Record<string, string>): boolean {
  try {
    check(method, new Headers(headers), ORIGINS)
    return true
  } catch (error) {
    if (isIsolaError(error, 'FORBIDDEN')) return false
    throw error
  }
}

const FOREIGN = [
  'https://evil.example',
  'http://isola.example.com',
  'https://isola.example.com:8443',
  'https://isola.example.com.evil.example',
  'https://sub.isola.example.com',
  'https://ISOLA.example.com',
  'https://isola.example.com/',
  'null',
  '',
]

describe('a request with a cookie', () => {
  it('may change something only from our own pages', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'get']) {
      for (const origin of ORIGINS) expect(isAllowed(checkOrigin, method, { cookie, origin })).toBe(true)
      for (const origin of FOREIGN)
        expect([origin, isAllowed(checkOrigin, method, { cookie, origin })]).toEqual([origin, false])
      expect(isAllowed(checkOrigin, method, { cookie })).toBe(false)
      expect(isAllowed(checkOrigin, method, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(false)
    }
  })

  it('may read from our own pages, or where no page is behind it', () => {
    const sites = { 'same-origin': true, none: true, 'same-site': false, 'cross-site': false, '': false }
    for (const method of ['GET', 'HEAD']) {
      for (const [site, allowed] of Object.entries(sites))
        expect([site, isAllowed(checkOrigin, method, { cookie, 'sec-fetch-site': site })]).toEqual([
          site,
          allowed,
        ])
      expect(isAllowed(checkOrigin, method, { cookie })).toBe(true)
      expect(isAllowed(checkOrigin, method, { cookie, origin: OURS })).toBe(true)
      for (const origin of FOREIGN) expect(isAllowed(checkOrigin, method, { cookie, origin })).toBe(false)
    }
  })
})

describe('a request that no site can make a browser send', () => {
  it('is let through: it brings a key, or nothing', () => {
    for (const method of ['GET', 'POST'])
      for (const origin of [OURS, 'https://evil.example', 'null']) {
        expect(isAllowed(checkOrigin, method, { authorization, origin })).toBe(true)
        expect(isAllowed(checkOrigin, method, { authorization, cookie, origin })).toBe(true)
        expect(isAllowed(checkOrigin, method, { origin })).toBe(true)
      }
  })
})

describe('a request with a header that is for a proxy', () => {
  it('is looked at like any other', () => {
    for (const proxys of ['Basic eDp5', 'isk_x', ''])
      for (const origin of FOREIGN) {
        const headers = { authorization: proxys, cookie, origin }
        expect(isAllowed(checkOrigin, 'GET', headers)).toBe(false)
        expect(isAllowed(checkOrigin, 'POST', { ...headers, origin: OURS })).toBe(true)
      }
  })
})

describe('where people sign in', () => {
  it('another site is refused also without a cookie: it could sign them in as somebody else', () => {
    for (const method of ['GET', 'POST']) {
      for (const origin of FOREIGN) expect(isAllowed(checkSignInOrigin, method, { origin })).toBe(false)
      for (const origin of ORIGINS) expect(isAllowed(checkSignInOrigin, method, { origin })).toBe(true)
      expect(isAllowed(checkSignInOrigin, method, {})).toBe(true)
    }
    expect(isAllowed(checkSignInOrigin, 'POST', { cookie })).toBe(false)
    expect(isAllowed(checkSignInOrigin, 'POST', { cookie, authorization })).toBe(false)
    expect(isAllowed(checkSignInOrigin, 'POST', { cookie, origin: OURS })).toBe(true)
  })
})
