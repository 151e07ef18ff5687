import type { LabClient } from '../host/lab-client.ts'
import type { Steps } from './use-journey.ts'

const partBytes = 2 ** 22

/** Sends a file to the lab, part by part, and returns its id there. Throws Cancelled and LabFailure; nothing stays then. */
export async function sendFile(lab: LabClient, file: File, { tell }: Pick<Steps, 'tell'>): Promise<string> {
  tell({ stage: 'sending', share: 0 })
  const { id } = await lab.send('sendFile', { name: file.name, bytes: file.size })
  try {
    // The next part is read while one is on its way.
    let onItsWay: Promise<unknown> = Promise.resolve()
    for (let from = 0; from < file.size; from += partBytes) {
      const bytes = new Uint8Array(await file.slice(from, from + partBytes).arrayBuffer())
      await onItsWay
      tell({ stage: 'sending', share: from / file.size })
      onItsWay = lab.send('sendPart', { id, bytes })
    }
    await onItsWay
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
