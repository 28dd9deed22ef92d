// Goal: the log is readable to machines and people and keeps nothing that people sent.
// Method: log into a list and read it.
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

function heard(isTTY: boolean) {
  const lines: string[] = []
  return { lines, log: openLog('info', { isTTY, write: line => lines.push(line) }) }
}

test('a line for machines is JSON with time, event and facts', () => {
  const { lines, log } = heard(false)
  log.info('call', { method: 'GET', status: 200 })
  log.debug('unheard')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'call', method: 'GET', status: 200, level: 30 })
})

test('a line for people is short', () => {
  const { lines, log } = heard(true)
  log.warn('late', { days: 3 })
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warning late days=3\n$/)
})

test('what people sent is never kept', () => {
  const { lines, log } = heard(false)
  log.info('call', {
    path: '/exchanges?q=Maria%20Secret',
    referer: 'https://imi.example.eu/x?code=Secret#Secret',
    cookie: 'Secret',
    Authorization: 'Bearer Secret',
    csrf: 'Secret',
    body: 'Secret',
    accessToken: 'Secret',
  })
  log.error(
    'failed',
    Object.assign(new Error('key is taken'), { detail: 'Key (name)=(Secret)', code: '23505' }),
  )
  expect(lines.join('')).not.toContain('Secret')
  expect(lines[0]).toContain('"path":"/exchanges"')
  expect(lines[1]).toContain('23505')
})

test('a copy of an error is told by its message, without what a database quotes', () => {
  const { lines, log } = heard(false)
  log.error('job failed', { message: 'gone', code: '57P01', detail: 'Key (name)=(Secret)' })
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'gone', code: '57P01' })
  expect(lines[0]).not.toContain('Secret')
})
