// What the editor of the operator's texts says, for programs and pages alike.
import { z } from 'zod'
import { parts, textMax } from './model.ts'

export const editorSchema = z.object({
  part: z.enum(parts),
  language: z.string(),
  /** To be sent back with a change; 0: nothing was written yet. */
  version: z.int(),
  /** As it is public now. */
  text: z.string(),
  /** The latest first. */
  versions: z.array(z.object({ version: z.int(), text: z.string(), by: z.string(), at: z.string() })),
  /** What there is in all languages. */
  texts: z.array(z.object({ part: z.enum(parts), language: z.string(), version: z.int(), at: z.string() })),
})
export type EditorView = Readonly<z.infer<typeof editorSchema>>

/** `languages`: those of the system. */
export const chosenSchema = (languages: readonly string[]) =>
  z.object({
    part: z.enum(parts).optional(),
    language: z.enum(languages as [string, ...string[]]).optional(),
  })
export type Chosen = z.infer<ReturnType<typeof chosenSchema>>

export const announcementForm = (languages: readonly string[]) =>
  z.object({
    part: z.enum(parts),
    language: z.enum(languages as [string, ...string[]]),
    version: z.int().min(0),
    /** Empty: the text is taken away. */
    text: z.string().max(textMax).optional(),
  })
export type AnnouncementBody = z.infer<ReturnType<typeof announcementForm>>
