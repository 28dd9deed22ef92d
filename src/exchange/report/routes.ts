// The doors of reports: the page on which one is ordered, and the report as a PDF.
import { type AnyDoor, type Call, door, type SignedCall } from '../../base/door.ts'
import { done, type Result, refuse } from '../../base/result.ts'
import type { Actor } from '../../permission/model.ts'
import type { ExchangePorts } from '../ports.ts'
import { titleOfExchange } from '../view.ts'
import { sheetOf } from './content.ts'
import { type OrderView, orderPage, orderSchema } from './page.ts'
import { openPrinter, type Printer } from './printer.ts'
import { openReportable, reportOf, reportQuery, reportSchema } from './view.ts'

/** Errors of both: permission.sign-in. */
export const reportDoors = (
  ports: ExchangePorts,
  print: Printer = openPrinter(),
): readonly AnyDoor<Actor>[] => [orderDoor(ports), fileDoor(ports, print)]

const signed = <T>(
  call: Call<Actor>,
  run: (call: SignedCall<Actor>) => Promise<Result<T>>,
): Promise<Result<T>> =>
  call.who ? run({ ...call, who: call.who }) : Promise.resolve(refuse('permission.sign-in'))

const orderDoor = (ports: ExchangePorts): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/report',
    summary: 'exchange-report.order.summary',
    view: orderSchema,
    run: (call, { params }) => signed(call, one => orderOf(ports, one, params.number ?? '')),
    page: (view, call) => orderPage(call, view),
  })

async function orderOf(
  ports: ExchangePorts,
  call: SignedCall<Actor>,
  number: string,
): Promise<Result<OrderView>> {
  const opened = await openReportable(ports, call, number)
  if (!opened.ok) return opened
  const { procedure, request, personal } = opened.value
  return done({
    number,
    title: titleOfExchange(call.t, procedure, request.fields[procedure.titleField]),
    languages: ports.library.languages.map(({ code }) => code),
    personal: personal === 'shown' ? ['no', 'yes'] : ['no'],
    href: `/exchanges/${number}/report.pdf`,
  })
}

const fileDoor = (ports: ExchangePorts, print: Printer): AnyDoor<Actor> =>
  door({
    method: 'GET',
    path: '/exchanges/:number/report.pdf',
    summary: 'exchange-report.pdf.summary',
    query: reportQuery,
    view: reportSchema,
    run: (call, { params, query }) => signed(call, one => reportOf(ports, one, params.number ?? '', query)),
    file: {
      type: 'application/pdf',
      async of(view, { t }) {
        const { number } = view.exchange
        const printed = await print(sheetOf(ports.library.in(view.language, t.zone), view), view.at)
        return printed.ok ? done({ name: `${number}-${view.language}.pdf`, body: printed.value }) : printed
      },
    },
  })
