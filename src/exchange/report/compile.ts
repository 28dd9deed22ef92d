// A process of its own for one report: reads sheet and template from standard input, writes the PDF to standard output.
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { text } from 'node:stream/consumers'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fontFiles, openCoverage } from './fonts.ts'
import { printableIn } from './printable.ts'
import type { Wish } from './printer.ts'

const { sheet, pictures, atSeconds, template } = JSON.parse(await text(process.stdin)) as Wish

/** What the compiler complains of may quote the person whom the exchange is about: its quotations go. */
const unquoted = (message: string): string => message.replace(/`[^`]*`|"[^"]*"/g, '…')

try {
  const compiler = NodeCompiler.create({
    workspace: dirname(template),
    fontArgs: [{ fontBlobs: fontFiles().map(file => readFileSync(file)) }],
  })
  const report = JSON.stringify(printableIn(sheet, openCoverage()))
  const done = compiler.compile({ mainFilePath: template, inputs: { ...pictures, report } })
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
