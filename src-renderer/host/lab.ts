import { inject, type InjectionKey } from 'vue'
import type { Host } from './host.ts'
import type { LabClient } from './lab-client.ts'

export const labKey: InjectionKey<LabClient> = Symbol('lab')
export const hostKey: InjectionKey<Host> = Symbol('host')

/** The lab's client, in a component's setup or a store. */
export function useLab(): LabClient {
  return required(inject(labKey), 'labKey')
}

/** The host: file dialogs and what kind it is. */
export function useHost(): Host {
  return required(inject(hostKey), 'hostKey')
}

function required<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new Error(`main.ts did not provide ${key}`)
  return value
}
