/*
 * The part of WebAssembly's interface that is used here. TypeScript declares it together with the browser's, which the
 * engine must not see.
 */

/** A compiled module. */
export type WasmModule = object

export interface WasmMemory {
  /** Another object after each growth; the ones before stay valid views of the same memory, since it is shared. */
  readonly buffer: ArrayBufferLike
  grow(pages: number): number
}

export type WasmFunction = (...values: number[]) => number

interface WebAssemblyInterface {
  readonly validate: (binary: Uint8Array) => boolean
  readonly Module: new (binary: Uint8Array) => WasmModule
  readonly Instance: new (
    module: WasmModule,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: unknown }
  readonly Memory: new (size: { initial: number; maximum: number; shared: boolean }) => WasmMemory
}

declare const WebAssembly: WebAssemblyInterface

export const { validate, Module, Instance, Memory } = WebAssembly
