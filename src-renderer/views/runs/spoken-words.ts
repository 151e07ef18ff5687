import type { RunSummary } from '../../../src-main/protocol.ts'
import type { Language } from '../../i18n/messages.ts'
import en from '../../locales/en/index.ts'
import ru from '../../locales/ru/index.ts'

const locales = { en, ru }

/** What a run's data, status and origin are called in a language, so that it can be searched for by the words that are shown. */
export function spokenWords({ dataset, status, imported }: RunSummary, language: Language): string {
  const { design, common, runs } = locales[language]
  const datasets: Readonly<Record<string, string>> = design.datasets
  return `${datasets[dataset] ?? ''} ${common.status[status]} ${imported ? runs.came.imported : ''}`
}
