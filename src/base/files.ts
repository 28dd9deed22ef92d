// Where the files of attachments lie, as the operator has set it: in a bucket, or in a folder below DATA_DIR.
import { join } from 'node:path'
import { openBucket } from './bucket.ts'
import type { Settings } from './settings.ts'
import { openShelf, type Shelf } from './shelf.ts'

export const folderOf = ({ dataDir }: Pick<Settings, 'dataDir'>): string => join(dataDir, 'files')

export const openFiles = (settings: Pick<Settings, 'dataDir' | 'files'>): Shelf =>
  settings.files ? openBucket(settings.files) : openShelf(folderOf(settings))
