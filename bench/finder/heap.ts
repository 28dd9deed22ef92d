// How many bytes a thing holds: what the heap has more once it is built, garbage taken away.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

const held = (): number => {
  gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

export async function heapOf<T>(build: () => T | Promise<T>): Promise<{ value: T; bytes: number }> {
  const before = held()
  const value = await build()
  return { value, bytes: held() - before }
}
