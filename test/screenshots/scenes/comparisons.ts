import type { Scene, Stage } from '../scene.ts'

const tabs = ['metrics', 'settings', 'confusion', 'weights', 'surfaces', 'scatter'] as const

/** What is there once the lab has answered. */
const content = 'table, canvas'

/** One of the tabs below the curves of some runs. */
function comparison(name: string, tab: (typeof tabs)[number], compared: (stage: Stage) => readonly string[]): Scene {
  return {
    name,
    address: () => '#/compare',
    compared,
    async act(page) {
      await page.getByRole('tab').nth(tabs.indexOf(tab)).click()
      await page.getByRole('tabpanel').locator(content).first().waitFor()
      // What is under the pointer is marked.
      await page.mouse.move(0, 0)
    },
  }
}

const unlike = (stage: Stage): readonly string[] => stage.firstRuns(5)

/** Networks of two numbers. */
const onPlanes = ({ run }: Stage): readonly string[] =>
  ['Flower 2-8-1', 'Two spirals 2-32-32-1', 'Zero initialisation'].map(run)

const alike = (stage: Stage): readonly string[] => stage.firstRuns(13).slice(5)

export const comparisons: readonly Scene[] = [
  comparison('compare', 'metrics', (stage) => stage.firstRuns(2)),
  comparison('compare-ten', 'metrics', (stage) => stage.firstRuns(15).slice(5)),
  comparison('compare-settings', 'settings', alike),
  comparison('compare-confusion', 'confusion', unlike),
  comparison('compare-weights', 'weights', alike),
  comparison('compare-surfaces', 'surfaces', onPlanes),
  comparison('compare-scatter', 'scatter', alike),
  { name: 'compare-none', address: () => '#/compare' },
]
