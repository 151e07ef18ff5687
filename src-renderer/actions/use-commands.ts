import { computed, type ComputedRef } from 'vue'
import { useOpening } from '../design/use-opening.ts'
import { languageNames, languages, type MessageKey } from '../i18n/messages.ts'
import { useText } from '../i18n/use-text.ts'
import { useActions } from '../stores/actions.ts'
import { useExamples } from '../stores/examples.ts'
import { places, useNavigation } from '../stores/navigation.ts'
import { themes, usePreferences } from '../stores/preferences.ts'
import { useRuns } from '../stores/runs.ts'
import { actionCatalog, type ActionId } from './catalog.ts'

/** One line of the palette. */
export interface Command {
  readonly id: string
  readonly group: MessageKey
  readonly title: string
  /** What tells it from others of a like name. */
  readonly detail: string
  readonly keys: string | null
  readonly enabled: boolean
  readonly run: () => unknown
}

/** Everything a person can do or go to by its name. */
export function useCommands(): ComputedRef<readonly Command[]> {
  const { t, language } = useText()
  const actions = useActions()
  const titleOf = useActionTitle()
  const navigation = useNavigation()
  const preferences = usePreferences()
  const runs = useRuns()
  const examples = useExamples()
  const opening = useOpening()

  const own = computed(() =>
    [...actionCatalog].map(([id, { place, keys }]): Command => ({
      id,
      group: id.startsWith('go.') ? 'actions.groups.places' : 'actions.groups.actions',
      title: titleOf(id),
      detail: place ? t(`frame.${place}`) : '',
      keys: keys[0] ?? null,
      enabled: actions.isEnabled(id),
      run: () => actions.perform(id),
    })),
  )
  const looks = computed(() => [
    ...themes.map((theme) =>
      plain(`theme.${theme}`, 'actions.groups.themes', t(`frame.settings.themes.${theme}`), () =>
        preferences.change({ theme }),
      ),
    ),
    ...languages.map((one) =>
      plain(`language.${one}`, 'actions.groups.languages', languageNames[one], () =>
        preferences.change({ language: one }),
      ),
    ),
  ])
  const allExamples = computed(() =>
    examples.list.map((one) =>
      plain(`example.${one.file}`, 'actions.groups.examples', one.title[language.value], () =>
        opening.trainExample(one),
      ),
    ),
  )
  const allRuns = computed(() =>
    runs.list.map((run): Command => ({
      ...plain(`run.${run.id}`, 'actions.groups.runs', `#${run.number} ${run.name}`, () =>
        navigation.go('train', run.id),
      ),
      detail: t(`common.status.${run.status}`),
    })),
  )

  return computed(() => [...own.value, ...looks.value, ...allExamples.value, ...allRuns.value])
}

/** What an action of the catalogue is called. */
export function useActionTitle(): (id: ActionId) => string {
  const { t } = useText()
  return (id) => {
    const place = places.find((one) => id === `go.${one}`)
    return place ? t(`frame.${place}`) : t(`actions.titles.${id as Exclude<ActionId, `go.${string}`>}`)
  }
}

function plain(id: string, group: MessageKey, title: string, run: () => unknown): Command {
  return { id, group, title, detail: '', keys: null, enabled: true, run }
}
