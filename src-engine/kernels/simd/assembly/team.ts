/*
 * Threads that share the work of one kernel. Each has an instance of this module to itself, all over one memory. The
 * first one calls the kernels; the others, its helpers, wait in `work` for parts of jobs.
 *
 * What a helper has not begun when the first thread is through with its own part, the first thread does itself: where
 * helpers are slow to come, since other programs have their processors, nobody waits for them.
 *
 * Memory of the team, from its start: the job (which function, how many parts, its arguments), the sums of its groups,
 * then each helper's lines.
 */

/** Does one of `parts` equal parts of a job, numbered from 0, with the job's arguments. */
export type Part = (part: i32, parts: i32) => void

const jobBytes: usize = 256
const argumentsAt: usize = 16
/** A sum over many things is made group by group, the same groups however many threads there are. */
const mostGroups: i32 = 1024
const sumsAt: usize = jobBytes
const helpersAt: usize = sumsAt + 8 * <usize>mostGroups
/** Apart, so that a thread that waits does not slow the one that writes; processors fetch lines in pairs. */
const lineBytes: usize = 128
const helperBytes: usize = 2 * lineBytes
/** In a helper's lines: what has become of its part, and who sleeps until that changes. */
const stateAt: usize = 0
const helperSleepsAt: usize = lineBytes
const firstSleepsAt: usize = lineBytes + 4
const hasJoinedAt: usize = lineBytes + 8

/** There is no part for the helper; there is one; it is being done. */
const idle: i32 = 0
const called: i32 = 1
const taken: i32 = 2

/** Looks at a line before going to sleep: some 50 µs, longer than what lies between two jobs of a step. */
const spins: i32 = 100_000

let team: usize = 0
let threads: i32 = 1
let leastWork: f64 = Infinity
let hasFoundWork: bool = false

/** Bytes of a team of so many threads. */
export function teamBytes(threads: i32): usize {
  return helpersAt + helperBytes * (threads - 1)
}

/** @param at where the team's memory begins, on a cache line */
export function useTeam(at: usize): void {
  team = at
}

/**
 * From now on jobs are shared by the first `count` threads, which must have joined.
 *
 * @param least what a job must cost to be shared, in multiplications and additions of a product of matrices
 */
export function useThreads(count: i32, least: f64): void {
  threads = count
  leastWork = least
}

/** Whether any job has been worth sharing so far, with however many threads. */
export function foundWork(): bool {
  return hasFoundWork
}

/** Whether the helper of that number, from 1, waits for parts. */
export function hasJoined(helper: i32): bool {
  return atomic.load<i32>(linesOf(helper) + hasJoinedAt) != 0
}

/** Where the arguments of the present job are. */
export function jobArguments(): usize {
  return team + argumentsAt
}

/**
 * Does a job whose arguments are in place: together where it costs enough, alone otherwise. Returns when all is done.
 *
 * However it is shared, every number must come out the same to the last bit.
 *
 * @param cost about how many multiplications and additions of a product of matrices take as long
 */
export function perform(part: Part, cost: f64): void {
  if (cost < leastWork) return part(0, 1)
  hasFoundWork = true
  if (threads == 1) return part(0, 1)
  store<usize>(team, changetype<usize>(part))
  store<i32>(team, threads, 8)
  for (let helper = 1; helper < threads; helper++) call(linesOf(helper))
  part(0, threads)
  for (let helper = 1; helper < threads; helper++) {
    const lines = linesOf(helper)
    if (atomic.cmpxchg<i32>(lines + stateAt, called, idle) == called) part(helper, threads)
    else awaitState(lines, firstSleepsAt, idle)
  }
}

/** Sends every helper that has joined home. */
export function dismiss(helpers: i32): void {
  store<usize>(team, 0)
  for (let helper = 1; helper <= helpers; helper++) if (hasJoined(helper)) call(linesOf(helper))
  threads = 1
}

/** Joins the team as that helper and does parts of jobs until it is dismissed. */
export function work(helper: i32): void {
  const lines = linesOf(helper)
  atomic.store<i32>(lines + hasJoinedAt, 1)
  while (true) {
    awaitState(lines, helperSleepsAt, called)
    if (atomic.cmpxchg<i32>(lines + stateAt, called, taken) != called) continue
    const part = load<usize>(team)
    if (part == 0) break
    changetype<Part>(part)(helper, load<i32>(team, 8))
    change(lines, idle, firstSleepsAt)
  }
  atomic.store<i32>(lines + hasJoinedAt, 0)
  change(lines, idle, firstSleepsAt)
}

function linesOf(helper: i32): usize {
  return team + helpersAt + helperBytes * (helper - 1)
}

function call(lines: usize): void {
  change(lines, called, helperSleepsAt)
}

/** @param sleepsAt whom to wake, where it sleeps */
function change(lines: usize, state: i32, sleepsAt: usize): void {
  atomic.store<i32>(lines + stateAt, state)
  if (atomic.load<i32>(lines + sleepsAt) != 0) atomic.notify(lines + stateAt, -1)
}

/** @param sleepsAt where to note that this thread sleeps */
function awaitState(lines: usize, sleepsAt: usize, wanted: i32): void {
  for (let i = 0; i < spins; i++) if (atomic.load<i32>(lines + stateAt) == wanted) return
  atomic.store<i32>(lines + sleepsAt, 1)
  for (let state = atomic.load<i32>(lines + stateAt); state != wanted; state = atomic.load<i32>(lines + stateAt)) {
    atomic.wait<i32>(lines + stateAt, state, -1)
  }
  atomic.store<i32>(lines + sleepsAt, 0)
}

/** Numbers of a cache line: where parts of elementwise work begin. */
export const lineNumbers: i32 = 16

/** Where part number `part` of `count` things begins, all but the end at multiples of `grain`; part `parts` is the end. */
export function startOfPart(part: i32, parts: i32, count: i32, grain: i32): i32 {
  const grains = (count + grain - 1) / grain
  return min(count, <i32>((<i64>grains * part) / parts) * grain)
}

/** In how many groups `count` things are added up, none but the last with fewer than `size`. */
export function groupsOf(count: i32, size: i32): i32 {
  return max(1, min(mostGroups, count / size))
}

/** Where the sum of a group is kept. */
export function groupSum(group: i32): usize {
  return team + sumsAt + ((<usize>group) << 3)
}

/** The sum of the groups, in their order. */
export function sumOfGroups(groups: i32): f64 {
  let sum: f64 = 0
  for (let group = 0; group < groups; group++) sum += f64.load(groupSum(group))
  return sum
}
