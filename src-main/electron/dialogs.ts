import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BrowserWindow, dialog, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { channels } from './channels.ts'
import { isTrustedSender } from './policies.ts'

const chooseFileSchema = z.tuple([
  z.object({
    title: z.string().max(200),
    extensions: z.array(z.string().regex(/^[\w.]{1,20}$/)).max(20),
    directory: z.boolean().optional(),
  }),
])

const saveFileSchema = z.tuple([z.string().min(1).max(255), z.instanceof(Uint8Array)])

/** Lets the window's page ask for the system's own dialogs; what they write and read is the person's choice alone. */
export function offerDialogs(window: BrowserWindow, developmentServer: string | null): void {
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
}

const filterOf = (extensions: string[]) => ({
  name: extensions.map((extension) => `*.${extension}`).join(', '),
  extensions,
})
