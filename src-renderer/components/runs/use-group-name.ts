import { fileName } from '../../data/data-entry.ts'
import type { Grouping } from '../../views/runs/run-groups.ts'
import { useText } from '../../i18n/use-text.ts'

/** What the heading of a group says, in the person's language. */
export function useGroupName(): (grouping: Grouping, value: string | null) => string {
  const { t, has } = useText()
  return (grouping, value) => {
    if (value === null) return t('runs.untagged')
    if (grouping !== 'status' && grouping !== 'dataset') return value
    const keys =
      grouping === 'status' ? [`common.status.${value}`] : [`downloads.names.${value}`, `design.datasets.${value}`]
    const key = keys.find(has)
    return key ? t(key) : fileName(value)
  }
}
