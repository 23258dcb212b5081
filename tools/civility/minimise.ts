/** Limited-memory BFGS: finds the least value of a smooth convex function of very many numbers. */

/** Value at `at`; writes the gradient into `gradient`. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number

/** Steps remembered; more gain little (Nocedal and Wright, Numerical Optimization, section 7.2). */
const MEMORY = 7
/** Armijo's constant for "enough less" (the same, section 3.1). */
const SUFFICIENT = 1e-4
const BACKTRACKS_MAX = 20

interface Step {
  readonly move: Float64Array
  readonly change: Float64Array
  readonly rho: number
}

/** Deterministic. Stops after `rounds` or when a round gains less than `tolerance` of the value. */
export function minimise(
  objective: Objective,
  start: Float64Array,
  stop: { readonly rounds: number; readonly tolerance: number },
): Float64Array {
  let at = Float64Array.from(start)
  let gradient: Float64Array = new Float64Array(start.length)
  let value = objective(at, gradient)
  const memory: Step[] = []
  for (let round = 0; round < stop.rounds; round += 1) {
    const direction = descent(gradient, memory)
    const slope = dot(direction, gradient)
    if (slope >= 0) break
    let size = memory.length === 0 ? 1 / Math.sqrt(Math.max(1e-12, dot(gradient, gradient))) : 1
    const next = new Float64Array(at.length)
    const nextGradient = new Float64Array(at.length)
    let nextValue = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < BACKTRACKS_MAX; tries += 1) {
      for (let index = 0; index < at.length; index += 1)
        next[index] = (at[index] ?? 0) + size * (direction[index] ?? 0)
      nextValue = objective(next, nextGradient)
      if (nextValue <= value + SUFFICIENT * size * slope) break
      size /= 2
    }
    if (!(nextValue < value)) break
    remember(memory, { at, next, gradient, nextGradient })
    const gained = value - nextValue
    at = next
    gradient = nextGradient
    value = nextValue
    if (gained < stop.tolerance * Math.abs(value)) break
  }
  return at
}

function remember(
  memory: Step[],
  points: {
    readonly at: Float64Array
    readonly next: Float64Array
    readonly gradient: Float64Array
    readonly nextGradient: Float64Array
  },
): void {
  const move = new Float64Array(points.at.length)
  const change = new Float64Array(points.at.length)
  for (let index = 0; index < move.length; index += 1) {
    move[index] = (points.next[index] ?? 0) - (points.at[index] ?? 0)
    change[index] = (points.nextGradient[index] ?? 0) - (points.gradient[index] ?? 0)
  }
  const curvature = dot(move, change)
  if (curvature <= 1e-12) return
  memory.push({ move, change, rho: 1 / curvature })
  if (memory.length > MEMORY) memory.shift()
}

/** Two-loop recursion (Nocedal and Wright, algorithm 7.4). */
function descent(gradient: Float64Array, memory: readonly Step[]): Float64Array {
  const direction = gradient.map((value) => -value)
  const alphas: number[] = []
  for (const step of memory.toReversed()) {
    const alpha = step.rho * dot(step.move, direction)
    alphas.push(alpha)
    addScaled(direction, step.change, -alpha)
  }
  const last = memory[memory.length - 1]
  if (last !== undefined) {
    const scale = 1 / (last.rho * dot(last.change, last.change))
    for (let index = 0; index < direction.length; index += 1)
      direction[index] = (direction[index] ?? 0) * scale
  }
  memory.forEach((step, index) => {
    const beta = step.rho * dot(step.change, direction)
    addScaled(direction, step.move, (alphas[alphas.length - 1 - index] ?? 0) - beta)
  })
  return direction
}

function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0
  for (let index = 0; index < first.length; index += 1) sum += (first[index] ?? 0) * (second[index] ?? 0)
  return sum
}

function addScaled(into: Float64Array, from: Float64Array, scale: number): void {
  for (let index = 0; index < into.length; index += 1)
    into[index] = (into[index] ?? 0) + scale * (from[index] ?? 0)
}
