// Cookies: reading one of a call, writing one that scripts and other sites cannot use.

/** A cookie's value, or null. */
export function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}

type CookieSpec = {
  readonly name: string
  readonly value: string
  readonly path: string
  /** 0 removes it. */
  readonly seconds: number
  readonly isSecure: boolean
}

/** HttpOnly, SameSite=Lax, of this host only; Secure where the public address is https. */
export const cookieHeader = ({ name, value, path, seconds, isSecure }: CookieSpec): string =>
  `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`

export const isHttps = (publicUrl: string): boolean => publicUrl.startsWith('https:')

export const sessionCookie = 'session'
