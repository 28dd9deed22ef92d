// The doors of one setting of a person: whether proposals follow what was learnt from forwards.
import { z } from 'zod'
import { type AnyDoor, type Call, door, type Page } from '../base/door.ts'
import { html } from '../base/html.ts'
import { done, type Result, refuse } from '../base/result.ts'
import { button } from '../base/ui/button.ts'
import { choiceBoxes } from '../base/ui/choice.ts'
import { hidden } from '../base/ui/hidden.ts'
import { backLink } from '../base/ui/page-parts.ts'
import type { Actor } from '../permission/model.ts'
import type { UserStore } from './store.ts'

const settingSchema = z.object({ usesForwards: z.boolean() })
type SettingView = Readonly<z.infer<typeof settingSchema>>
type Store = Pick<UserStore, 'usesForwards' | 'setUsesForwards'>

const path = '/me/proposals'

/** `GET` and `POST /me/proposals`. Errors: permission.sign-in. */
export const proposalSettingDoors = (store: Store): readonly AnyDoor<Actor>[] => [
  door({
    method: 'GET',
    path,
    summary: 'authority-bycase.setting.title',
    view: settingSchema,
    run: call => settingOf(store, call),
    page: (view, call) => settingPage(call, view),
  }),
  door({
    method: 'POST',
    path,
    summary: 'authority-bycase.setting.label',
    body: z.strictObject({ usesForwards: z.boolean().optional() }),
    view: settingSchema,
    async run(call, { body }): Promise<Result<SettingView>> {
      if (!call.who) return refuse('permission.sign-in')
      await store.setUsesForwards(call.who.user, body.usesForwards ?? false)
      return settingOf(store, call)
    },
    after: () => path,
  }),
]

async function settingOf(store: Store, { who }: Pick<Call<Actor>, 'who'>): Promise<Result<SettingView>> {
  return who ? done({ usesForwards: await store.usesForwards(who.user) }) : refuse('permission.sign-in')
}

/** A box that is not ticked is not sent: it stands for no. */
function settingPage(call: Call<Actor>, { usesForwards }: SettingView): Page {
  const { t } = call
  const title = t('authority-bycase.setting.title')
  return {
    title,
    current: 'me',
    main: html`${backLink(call.who?.name ?? '', '/me')}
<h1>${title}</h1>
<form method="post" action="${path}" class="narrow">${hidden(call)}
${choiceBoxes(t, {
  ...{ name: 'usesForwards', label: title, labelledBy: 'setting-about', take: 'many' },
  options: [{ value: 'true', label: t('authority-bycase.setting.label') }],
  chosen: usesForwards ? ['true'] : [],
})}
<p id="setting-about" class="quiet">${t('authority-bycase.setting.hint')}</p>
<p>${button(t('authority.approval.save'))}</p>
</form>`,
  }
}
