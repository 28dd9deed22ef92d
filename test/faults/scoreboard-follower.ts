// A follower of the scoreboard in a process of its own, to be killed: follows the database whose address it is given.
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '../../src/base/sql.ts'
import { catchUp } from '../../src/scoreboard/follow.ts'

const sql = connect(process.argv[2] ?? '', { max: 1, name: 'open-imi follower' })
for (;;) {
  await catchUp(sql)
  await wait(5)
}
