/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string
}

type Part = string | number | Html | readonly Html[] | null

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A piece of a page. Whatever is put into the template is text and is escaped, unless it was itself made by `html`:
 * nothing a person has named can become markup. Null is nothing.
 */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = template.map((text, i) => text + (i < parts.length ? markupOf(parts[i] ?? null) : '')).join('')
  return { markup }
}

function markupOf(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  if ('markup' in part) return part.markup
  return part.map(({ markup }) => markup).join('\n')
}

function escapeHtml(text: string): string {
  return Array.from(text, (one) => (isControl(one) ? '' : (entities[one] ?? one))).join('')
}

/** Characters that XML does not take: a reader of strict pages would stop at them. */
function isControl(one: string): boolean {
  return one < ' ' && one !== '\n' && one !== '\t' && one !== '\r'
}

/** A part of the page that the contents lead to. */
export interface Section {
  readonly id: string
  readonly heading: string
  readonly content: readonly Html[]
}

/** A section, or null where there is nothing in it. */
export function section(id: string, heading: string, ...content: readonly (Html | null)[]): Section | null {
  const present = content.filter((part) => part !== null)
  return present.length === 0 ? null : { id, heading, content: present }
}

/**
 * A table, in a box of its own that scrolls where the page is narrow; the first cell of every row names it. `numeric`
 * columns, counted from 0, stand to the right.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
  numeric: (column: number) => boolean,
): Html {
  const kind = (column: number) => (numeric(column) ? 'number' : 'text')
  const head = headings.map((heading, i) => html`<th scope="col" class="${kind(i)}">${heading}</th>`)
  const body = rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === 0 ? html`<th scope="row" class="${kind(i)}">${cell}</th>` : html`<td class="${kind(i)}">${cell}</td>`,
    )
    return html`<tr>
      ${cells}
    </tr>`
  })
  return html`<div class="wide" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

/** `label value` pairs; those without a value are left out. */
export function facts(pairs: readonly (readonly [label: string, value: string | Html | null])[]): Html {
  const present = pairs.filter(([, value]) => value !== null && value !== '')
  return html`<dl>
    ${present.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

export const muted = (text: string): Html => html`<p class="muted">${text}</p>`
