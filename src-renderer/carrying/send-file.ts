import type { LabClient } from '../host/lab-client.ts'
import type { Steps } from './use-journey.ts'

const partBytes = 2 ** 22

/** Sends a file to the lab, part by part, and returns its id there. Throws Cancelled and LabFailure; nothing stays then. */
export async function sendFile(lab: LabClient, file: File, { tell }: Pick<Steps, 'tell'>): Promise<string> {
  tell({ stage: 'sending', share: 0 })
  const { id } = await lab.send('sendFile', { name: file.name, bytes: file.size })
  try {
    for (let from = 0; from < file.size; from += partBytes) {
      const part = file.slice(from, from + partBytes)
      await lab.send('sendPart', { id, bytes: new Uint8Array(await part.arrayBuffer()) })
      tell({ stage: 'sending', share: Math.min(1, (from + partBytes) / file.size) })
    }
    return id
  } catch (error) {
    await lab.send('forgetFile', { id })
    throw error
  }
}

/** A file the lab has written, part by part. Throws Cancelled and LabFailure. */
export async function* fetchFile(
  lab: LabClient,
  { id, bytes: size }: { readonly id: string; readonly bytes: number },
  { tell }: Pick<Steps, 'tell'>,
): AsyncIterable<Uint8Array> {
  for (let offset = 0; offset < size;) {
    const { bytes } = await lab.send('readPart', { id, offset })
    if (bytes.length === 0) throw new Error(`the file ends at byte ${offset}, and should at ${size}`)
    offset += bytes.length
    tell({ stage: 'sending', share: offset / size })
    yield bytes
  }
}
