// What is sent in each step of a request between Anna and Javier: the procedure's own example.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './served.ts'

export const procedure = 'pq-information-request'

const file = join(root, 'procedures', 'professional-qualifications', procedure, 'example.json')
const json = z.record(z.string(), z.unknown())
const example = z
  .object({
    ...{ recipient: z.string(), language: z.string(), fields: json, asked: z.array(z.string()) },
    ...{ answerLanguage: z.string(), answers: json, rating: json },
  })
  .parse(JSON.parse(readFileSync(file, 'utf8')))

const daysAhead = 20
const { recipient, language, fields, asked } = example

export const draft = { recipient, language, asked }
export const request = {
  ...{ recipient, language, fields, asked },
  askedDay: new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10),
}
export const answer = { language: example.answerLanguage, answers: example.answers }
export const rating = example.rating
