/** A part of a picture that rarely changes, drawn once and laid over the rest every time. */
export interface KeptLayer {
  /**
   * Lays the layer over the whole canvas of `context`.
   *
   * @param of what is drawn: it is drawn again when one of these, the canvas's size or its transform is another
   * @param draw onto an empty canvas, with the transform of `context`
   */
  lay(context: CanvasRenderingContext2D, of: readonly unknown[], draw: (layer: CanvasRenderingContext2D) => void): void
}

export function createKeptLayer(): KeptLayer {
  const canvas = document.createElement('canvas')
  let known: readonly unknown[] | null = null

  return {
    lay(context, of, draw) {
      const layer = canvas.getContext('2d')
      if (!layer) return
      const { width, height } = context.canvas
      const transform = context.getTransform()
      const wanted = [...of, width, height, transform.toString()]
      if (known?.length !== wanted.length || known.some((one, i) => one !== wanted[i])) {
        Object.assign(canvas, { width, height })
        layer.setTransform(transform)
        draw(layer)
        known = wanted
      }
      context.save()
      context.resetTransform()
      context.drawImage(canvas, 0, 0)
      context.restore()
    },
  }
}
