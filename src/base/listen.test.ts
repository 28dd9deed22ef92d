// Goal: the server is reached by every name of this machine, tells plainly why it cannot listen, and closes calmly.
// Method: real sockets on free ports; an open call while it closes.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { OperatorFault } from './fault.ts'
import { listen, localUrl } from './listen.ts'
import { addressesOf, checkPort } from './port.ts'

const localhost = async () => ({ host: 'localhost', port: await checkPort({ host: 'localhost', port: 0 }) })

test('localhost is reached by the address of either kind that this machine has', async () => {
  const address = await localhost()
  const close = await listen(address, (_, response) => response.end('here'))
  for (const { ip, isNeeded } of addressesOf('localhost')) {
    const answer = await fetch(localUrl({ ...address, host: ip })).catch(() => null)
    expect(isNeeded ? await answer?.text() : ((await answer?.text()) ?? 'here')).toBe('here')
  }
  await close()
  expect(await checkPort(address)).toBe(address.port)
})

test('a port that another program has is told, before the start and at it, with what to do', async () => {
  const address = await localhost()
  const other = createServer().listen(address.port, '127.0.0.1')
  await once(other, 'listening')
  await expect(checkPort(address)).rejects.toThrow(OperatorFault)
  await expect(listen(address, () => {})).rejects.toThrow(`Port ${address.port} is taken`)
  other.close()
})

test('an address of another machine is told', async () => {
  await expect(checkPort({ host: '192.0.2.1', port: 0 })).rejects.toThrow('192.0.2.1 is not an address')
})

test('closing waits for the open call and takes no new one', async () => {
  const address = await localhost()
  const close = await listen(address, (_, response) => void wait(200).then(() => response.end('late')))
  const open = fetch(localUrl(address))
  await wait(80)
  const closing = close()
  await expect(fetch(localUrl(address))).rejects.toThrow()
  expect(await (await open).text()).toBe('late')
  await closing
})

test.each([
  ['0.0.0.0', 'http://localhost:80'],
  ['::', 'http://localhost:80'],
  ['::1', 'http://[::1]:80'],
  ['10.1.2.3', 'http://10.1.2.3:80'],
])('a program here reaches %s by %s', (host, url) => expect(localUrl({ host, port: 80 })).toBe(url))
