/** A small canvas off the page that pictures made of pixels are enlarged from. */
export interface PixelSheet {
  /** Draws `pixels`, so many in a row, over the given part of a canvas. */
  draw(
    context: CanvasRenderingContext2D,
    pixels: Uint8ClampedArray<ArrayBuffer>,
    across: number,
    place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  ): void
}

export function createPixelSheet(): PixelSheet {
  const canvas = document.createElement('canvas')

  return {
    draw(context, pixels, across, { x, y, width, height }) {
      const down = pixels.length / 4 / across
      if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down })
      canvas.getContext('2d')?.putImageData(new ImageData(pixels, across, down), 0, 0)
      context.imageSmoothingEnabled = true
      context.drawImage(canvas, x, y, width, height)
    },
  }
}
