// Runs other programs, if need be as another user.
import { execFile } from 'node:child_process'

export type User = { readonly uid: number; readonly gid: number; readonly name: string }
export type Say = (line: string) => void
export type Outcome = { readonly code: number; readonly output: string }

/** Runs a program, as the given user if any; a failure to run at all counts as code 127. */
export function run(program: string, args: readonly string[], user: User | null): Promise<Outcome> {
  const as = user ? { uid: user.uid, gid: user.gid } : {}
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  return new Promise(resolve => {
    const child = execFile(program, args, { ...as, cwd: '/', env }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
      resolve({ code, output: `${out}${err}` || (error?.message ?? '') })
    })
    child.stdin?.end()
  })
}
