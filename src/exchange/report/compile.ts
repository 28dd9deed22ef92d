// A process of its own for one report: reads the sheet from standard input, writes the PDF to standard output.
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFiles, openCoverage } from './fonts.ts'
import { printableIn } from './printable.ts'
import type { Sheet } from './sheet.ts'

type Wish = { readonly sheet: Sheet; readonly atSeconds: number }

const { sheet, atSeconds } = JSON.parse(await text(process.stdin)) as Wish

/** What the compiler complains of may quote the person whom the exchange is about: its quotations go. */
const unquoted = (message: string): string => message.replace(/`[^`]*`|"[^"]*"/g, '…')

try {
  const compiler = NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontBlobs: fontFiles().map(file => readFileSync(file)) }],
  })
  const report = JSON.stringify(printableIn(sheet, openCoverage()))
  const done = compiler.compile({ mainFilePath: `${import.meta.dirname}/report.typ`, inputs: { report } })
  if (!done.result)
    throw new Error(JSON.stringify(compiler.fetchDiagnostics(done.takeDiagnostics() ?? never())))
  const pdf = compiler.pdf(done.result, { pdfStandard: 'ua-1', creationTimestamp: atSeconds })
  process.stdout.end(pdf)
} catch (error) {
  process.stderr.write(unquoted(String(error)))
  process.exitCode = 1
}

function never(): never {
  throw new Error('no result and no diagnostics')
}
