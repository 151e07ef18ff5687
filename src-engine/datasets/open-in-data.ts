import { say, type Sentence } from '../sentence.ts'

/** What a person does with data that came where something else was wanted. */
export function openInData(file: string): Sentence {
  return say('open it in Data, or in the terminal: lab datasets inspect {file}', { file })
}

/** Whether a remedy is {@link openInData}. */
export function leadsToData({ template }: Sentence): boolean {
  return template === openInData('').template
}
