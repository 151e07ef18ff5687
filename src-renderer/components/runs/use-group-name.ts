import type { Grouping } from '../../views/runs/run-groups.ts'
import { useText } from '../../i18n/use-text.ts'

/** What the heading of a group says, in the person's language. */
export function useGroupName(): (grouping: Grouping, value: string | null) => string {
  const { t, has } = useText()
  return (grouping, value) => {
    if (value === null) return t('runs.untagged')
    const key = grouping === 'status' ? `common.status.${value}` : `design.datasets.${value}`
    return (grouping === 'status' || grouping === 'dataset') && has(key) ? t(key) : value
  }
}
