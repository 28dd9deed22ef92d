// PostgreSQL: a table of all words found by their trigrams, then one text query of what came near; rows ranked by
// ts_rank. pg_trgm where the server has it; the embedded one has not: there the trigrams are an array with a GIN index.
import type { Sql } from '../../src/base/sql.ts'
import { best, type Document, type Engine, keysOf } from './engine.ts'

/** Words that may stand for one word of the query, and how alike they must be. */
const nearMax = 12
const likenessMin = 0.35

export async function openPostgres(sql: Sql, documents: readonly Document[]): Promise<Engine> {
  await sql`drop schema if exists bench_finder cascade`
  await sql`create schema bench_finder`
  await sql`create table bench_finder.document (id text, words tsvector)`
  await sql`create table bench_finder.word (word text, grams text[])`
  for (let from = 0; from < documents.length; from += chunk)
    await sql`
      insert into bench_finder.document
      select id, setweight(array_to_tsvector(string_to_array(names, ' ')), 'C')
        || setweight(array_to_tsvector(string_to_array(matter, ' ')), 'B')
        || setweight(array_to_tsvector(string_to_array(place, ' ')), 'A')
      from jsonb_to_recordset(${JSON.stringify(documents.slice(from, from + chunk))}::jsonb)
        as given (id text, names text, matter text, place text)`
  const words = [
    ...new Set(documents.flatMap(({ names, matter, place }) => `${names} ${matter} ${place}`.split(' '))),
  ]
  for (let from = 0; from < words.length; from += 10 * chunk)
    await sql`
      insert into bench_finder.word
      select word, array(select jsonb_array_elements_text(grams))
      from jsonb_to_recordset(${JSON.stringify(
        words.slice(from, from + 10 * chunk).map(word => ({ word, grams: gramsOf(word) })),
      )}::jsonb) as given (word text, grams jsonb)`
  await sql`create index on bench_finder.document using gin (words)`
  await sql`create index on bench_finder.word using gin (grams)`
  await sql`analyze bench_finder.document`
  await sql`analyze bench_finder.word`
  const [size] = await sql<{ bytes: string }[]>`
    select sum(pg_total_relation_size(c.oid))::bigint as bytes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'bench_finder' and c.relkind = 'r'`
  return {
    find: text => search(sql, text),
    bytes: Number(size?.bytes ?? 0),
  }
}

const chunk = 200

/** Trigrams as pg_trgm makes them: two blanks before, one after. */
const gramsOf = (word: string): readonly string[] => {
  const padded = `  ${word} `
  return [...new Set(Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3)))]
}

async function search(sql: Sql, text: string): Promise<readonly string[]> {
  const asked = keysOf(text).map(word => ({ word, grams: gramsOf(word) }))
  if (asked.length === 0) return []
  const rows = await sql<{ id: string }[]>`
    with asked as (
      select row_number() over () as at, word, array(select jsonb_array_elements_text(grams)) as grams
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as given (word text, grams jsonb)
    ), near as (
      select string_agg(quote_literal(n.word), ' | ') as query
      from asked a cross join lateral (
        select w.word from bench_finder.word w
        cross join lateral (
          select count(*)::float as shared from unnest(w.grams) one where one = any(a.grams)) s
        where w.grams && a.grams
          and s.shared / (cardinality(w.grams) + cardinality(a.grams) - s.shared) >= ${likenessMin}
        order by s.shared / (cardinality(w.grams) + cardinality(a.grams) - s.shared) desc, w.word
        limit ${nearMax}) n
    )
    select d.id from near, bench_finder.document d
    where d.words @@ near.query::tsquery
    order by ts_rank(d.words, near.query::tsquery) desc, d.id limit ${best}`
  return rows.map(({ id }) => id)
}
