import actions from './actions.ts'
import alarms from './alarms.ts'
import carrying from './carrying.ts'
import common from './common.ts'
import compare from './compare.ts'
import data from './data.ts'
import design from './design.ts'
import downloads from './downloads.ts'
import evaluate from './evaluate.ts'
import exporting from './exporting.ts'
import frame from './frame.ts'
import gallery from './gallery.ts'
import insight from './insight.ts'
import ledger from './ledger.ts'
import runs from './runs.ts'
import table from './table.ts'
import train from './train.ts'

export default {
  common,
  frame,
  data,
  downloads,
  design,
  table,
  train,
  ledger,
  evaluate,
  compare,
  runs,
  exporting,
  carrying,
  alarms,
  gallery,
  insight,
  actions,
} as const
