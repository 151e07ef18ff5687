import { onBeforeUnmount, onMounted } from 'vue'
import { useActions, type Bindings } from '../stores/actions.ts'

/** Does these actions for as long as the component is shown. */
export function useOffer(bindings: Bindings): void {
  const actions = useActions()
  let withdraw: (() => void) | undefined
  onMounted(() => (withdraw = actions.offer(bindings)))
  onBeforeUnmount(() => withdraw?.())
}
