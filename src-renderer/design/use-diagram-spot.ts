import { computed, shallowRef, watch } from 'vue'
import { movedSpot, type NeuronSpot } from '../charts/neuron-spots.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../i18n/use-text.ts'
import { useDesign } from '../stores/design.ts'
import type { Diagram, DiagramColumn } from './diagram.ts'
import { drawParameterNamed } from './drawn-values.ts'
import { useTerms } from './use-terms.ts'
import type { Wire } from './wires.ts'

/** The neuron or wire of the design's diagram that is looked at, by the pointer or by arrow keys, and what is said of it. */
export function useDiagramSpot(diagram: () => Diagram | null, wires: () => readonly Wire[]) {
  const { t } = useText()
  const terms = useTerms()
  const format = useFormat()
  const design = useDesign()

  const spot = shallowRef<NeuronSpot | null>(null)
  watch(wires, () => (spot.value = null))

  const columns = computed(() => diagram()?.columns ?? [])
  const wire = computed({
    get: () => wires().find((one) => isAt(one, spot.value)) ?? null,
    set: (one) => {
      spot.value = one && { kind: 'wire', column: one.column, neuron: one.to - 1, from: one.from - 1 }
    },
  })
  const neuron = computed(() => {
    const one = spot.value
    const column = one?.kind === 'neuron' ? columns.value[one.column] : undefined
    const y = column?.neurons[one?.neuron ?? -1]
    return one && column && y !== undefined ? { column, place: one.neuron, x: column.x, y } : null
  })

  const weightText = ({ weight, from, to }: Wire): string =>
    t('design.diagram.weight', { value: rounded(weight), from, to })

  /** What a neuron belongs to, its place in it, and the bias it begins with. */
  function neuronText({ layers, isInput }: DiagramColumn, place: number): string {
    const [index] = layers
    const spec = index === undefined || isInput ? undefined : design.experiment.network.layers[index]
    if (!spec || index === undefined) return t('design.diagram.inputNeuron', { place: place + 1 })
    const values = { layer: terms.layerTitle(spec), place: place + 1 }
    const shape = design.report?.layers[index]?.inputShape
    const vocabulary = index === 0 ? (design.data.facts?.vocabulary?.length ?? null) : null
    const input = shape ? { shape, vocabulary } : null
    const bias = input ? drawParameterNamed('bias', spec, index, input, design.experiment.seed)?.[place] : undefined
    return bias === undefined
      ? t('design.diagram.neuron', values)
      : t('design.diagram.neuronWithBias', { ...values, bias: rounded(bias) })
  }

  const rounded = (value: number): string => format.setting(Number(value.toPrecision(4)))

  return {
    spot,
    wire,
    neuron,
    text: computed(() => {
      if (neuron.value) return neuronText(neuron.value.column, neuron.value.place)
      return wire.value ? weightText(wire.value) : null
    }),
    /** Its middle, in the pixels of the drawing. */
    middle: computed(() => {
      if (neuron.value) return { x: neuron.value.x, y: neuron.value.y }
      const one = wire.value
      return one ? { x: (one.x1 + one.x2) / 2, y: (one.y1 + one.y2) / 2 } : null
    }),
    /** Goes where an arrow key leads; false for other keys. */
    walk(event: KeyboardEvent): boolean {
      const sizes = columns.value.map(({ neurons }) => neurons.length)
      const to = movedSpot(spot.value ?? firstNeuron, event, sizes)
      if (to) spot.value = to
      return to !== null
    },
    begin: () => (spot.value ??= firstNeuron),
  }
}

const firstNeuron: NeuronSpot = { kind: 'neuron', column: 0, neuron: 0 }

const isAt = (wire: Wire, spot: NeuronSpot | null): boolean =>
  spot?.kind === 'wire' && wire.column === spot.column && wire.to === spot.neuron + 1 && wire.from === spot.from + 1
