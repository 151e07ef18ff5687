import type { PictureLegend } from '../../charts/chart-picture.ts'
import { useChartTheme } from '../../charts/chart-theme.ts'
import { runLook } from '../../charts/run-look.ts'
import type { RunSummary } from '../../../src-main/protocol.ts'

/** Names the runs under a picture that is saved, each with its colour and dashes. */
export function useRunLegend(): (runs: readonly RunSummary[]) => PictureLegend[] {
  const theme = useChartTheme()
  return (runs) =>
    runs.map(({ number, name }) => {
      const { token, dash } = runLook(number)
      return { text: `#${number} ${name}`, colour: theme.value.token(token), dash }
    })
}
