// The shape of figures, as pages and programs get them and as they are signed. The order of the names is kept.
import { z } from 'zod'
import { bandNames } from './model.ts'

const band = z.enum(bandNames).nullable()
export const figureSchema = z.object({
  id: z.string(),
  numerator: z.number(),
  denominator: z.number(),
  value: z.number().nullable(),
  band,
})
export const countrySchema = z.object({
  country: z.string(),
  indicators: z.array(figureSchema),
  score: z.number(),
  colour: band,
})
export const areaSchema = z.object({ area: z.string(), countries: z.array(countrySchema) })
export type CountryView = z.infer<typeof countrySchema>
export type FigureView = z.infer<typeof figureSchema>
