import { madd } from '../../../src-engine/kernels/simd/assembly/madd'

/** Products and sums of registers alone, as many at once as there are registers for: 96 operations a round. */
export function peak(rounds: i32, at: usize): void {
  const x = v128.load(at)
  const y = v128.load(at, 16)
  let a = x
  let b = x
  let c = x
  let d = x
  let e = x
  let f = x
  let g = x
  let h = x
  let i = x
  let j = x
  let k = x
  let l = x
  for (; rounds > 0; rounds--) {
    a = madd(x, y, a)
    b = madd(x, y, b)
    c = madd(x, y, c)
    d = madd(x, y, d)
    e = madd(x, y, e)
    f = madd(x, y, f)
    g = madd(x, y, g)
    h = madd(x, y, h)
    i = madd(x, y, i)
    j = madd(x, y, j)
    k = madd(x, y, k)
    l = madd(x, y, l)
  }
  const first = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(e, f))
  const second = f32x4.add(f32x4.add(f32x4.add(g, h), f32x4.add(i, j)), f32x4.add(k, l))
  v128.store(at, f32x4.add(first, second))
}
