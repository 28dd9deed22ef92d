// All texts of the program in one library: interface, procedures, lexicon.
import { type Library, library, readInterfaceTexts, readLanguages } from './base/text.ts'
import { readProcedureTexts } from './procedure/store.ts'

export function loadLibrary(root: string): Library {
  const messages = readInterfaceTexts(root)
  readProcedureTexts(root, messages)
  return library(readLanguages(root), messages)
}
