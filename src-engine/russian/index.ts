import { carryingSentences } from './carrying.ts'
import { dataSentences } from './data.ts'
import { downloadSentences } from './downloads.ts'
import { formatSentences } from './formats.ts'
import { importSentences } from './imports.ts'
import { inputSentences } from './inputs.ts'
import { labSentences } from './lab.ts'
import { networkSentences } from './network.ts'
import { runSentences } from './runs.ts'
import { schemaSentences } from './schema.ts'

/** The lab's own sentences by their English templates (`src-engine/sentence.ts`). */
const sentences: Readonly<Record<string, string>> = {
  ...schemaSentences,
  ...networkSentences,
  ...dataSentences,
  ...downloadSentences,
  ...formatSentences,
  ...importSentences,
  ...inputSentences,
  ...carryingSentences,
  ...runSentences,
  ...labSentences,
}

export default sentences
