/** Bytes of so many float32 numbers. */
export function bytesOf(count: i32): usize {
  return (<usize>count) << 2
}
