import { copyFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { inEnglish } from '../../src-engine/sentence.ts'
import type { Lab } from '../core/lab.ts'
import { channels } from './channels.ts'
import { isTrustedSender } from './policies.ts'

const chooseFileSchema = z.tuple([
  z.object({
    title: z.string().max(200),
    extensions: z.array(z.string().regex(/^[\w.]{1,20}$/)).max(20),
    directory: z.boolean().optional(),
  }),
])

const saveWrittenSchema = z.tuple([z.string().min(1).max(255), z.string().max(40)])

const saveFileSchema = z.tuple([z.string().min(1).max(255), z.instanceof(Uint8Array)])

/** Lets the window's page ask for the system's own dialogs; what they write and read is the person's choice alone. */
export function offerDialogs(window: BrowserWindow, lab: Lab, developmentServer: string | null): void {
  const offer = <A>(channel: string, schema: z.ZodType<A>, show: (argument: A) => Promise<string | null>): void => {
    ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...argument: unknown[]) => {
      if (!isTrustedSender(event, window.webContents, developmentServer)) throw new Error('Not the page of this lab')
      return show(schema.parse(argument))
    })
    window.on('closed', () => ipcMain.removeHandler(channel))
  }

  offer(channels.chooseFile, chooseFileSchema, async ([{ title, extensions, directory }]) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title,
      properties: [directory === true ? 'openDirectory' : 'openFile'],
      filters: extensions.length > 0 ? [filterOf(extensions)] : [],
    })
    return canceled ? null : (filePaths[0] ?? null)
  })

  offer(channels.saveFile, saveFileSchema, async ([name, bytes]) => {
    // A name is a proposal, never a way to another folder.
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name) })
    if (canceled) return null
    await writeFile(filePath, bytes)
    return filePath
  })

  offer(channels.saveWritten, saveWrittenSchema, async ([name, id]) => {
    const written = lab.written(id)
    if (!written.ok) throw new Error(inEnglish(written.error.message))
    const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: basename(name) })
    if (canceled) return null
    await copyFile(written.value, filePath)
    return filePath
  })
}

const filterOf = (extensions: string[]) => ({
  name: extensions.map((extension) => `*.${extension}`).join(', '),
  extensions,
})
