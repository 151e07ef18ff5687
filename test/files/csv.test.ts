import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fitScaling } from '../../src-engine/datasets/scaling.ts'
import { splitSamples } from '../../src-engine/datasets/split.ts'
import { createRng } from '../../src-engine/rng.ts'
import { load, refusal } from './load.ts'

const csv = (settings: Readonly<Record<string, unknown>> = {}) => ({ name: 'csv', file: 'a.csv', ...settings })

/** Seven flowers of three species, as they stand in many a file. */
const iris = `sepal_length,petal_length,species
5.1,1.4,setosa
4.9,1.4,setosa
7.0,4.7,versicolor
6.4,4.5,versicolor
6.3,6.0,virginica
5.8,5.1,virginica
7.1,5.9,virginica
`

describe('a table', () => {
  test('needs nothing but its file: numbers are inputs, the last column is the target, its words are classes', async () => {
    const dataset = await load(csv(), { 'a.csv': iris })
    expect(dataset).toMatchObject({
      count: 7,
      inputShape: [2],
      inputNames: ['sepal_length', 'petal_length'],
      targetShape: [3],
      task: 'classification',
      classNames: ['setosa', 'versicolor', 'virginica'],
    })
    expect([...dataset.inputs]).toEqual([5.1, 1.4, 4.9, 1.4, 7, 4.7, 6.4, 4.5, 6.3, 6, 5.8, 5.1, 7.1, 5.9])
    expect([...dataset.targets]).toEqual([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1])
  })

  test('may have its target anywhere: numbers to measure, and categories as inputs that scaling leaves alone', async () => {
    const dataset = await load(csv({ target: 'petal_length' }), { 'a.csv': iris })
    expect(dataset).toMatchObject({
      task: 'regression',
      targetShape: [1],
      inputScales: [null, 'category', 'category', 'category'],
    })
    expect(dataset.inputNames).toEqual([
      'sepal_length',
      'species = setosa',
      'species = versicolor',
      'species = virginica',
    ])
    expect([...dataset.inputs.subarray(8, 12)]).toEqual([7, 0, 1, 0])
    expect([...dataset.targets]).toEqual([1.4, 1.4, 4.7, 4.5, 6, 5.1, 5.9])
    const { shift, factor } = fitScaling('standard', dataset, Uint32Array.of(0, 2))
    expect(shift).toEqual([6.05, 0, 0, 0])
    expect(factor[0]).toBeCloseTo(1 / 0.95, 12)
    expect(factor.slice(1)).toEqual([1, 1, 1])
  })

  test('may scale a column otherwise than the rest', async () => {
    const columns = { sepal_length: { scale: 'none' }, petal_length: { scale: 'unit' } }
    const dataset = await load(csv({ columns }), { 'a.csv': iris })
    const { shift, factor } = fitScaling('standard', dataset, Uint32Array.of(0, 2, 4))
    // Petals of the training part reach from 1.4 to 6; sepals stay as they are.
    expect(shift).toEqual([0, 1.4])
    expect(factor[0]).toBe(1)
    expect(factor[1]).toBeCloseTo(1 / 4.6, 12)
  })

  test('of two classes has one output, 0 or 1, in the order of their names', async () => {
    const { targets, classNames, targetShape } = await load(csv(), { 'a.csv': 'x,answer\n1,yes\n2,no\n3,yes\n' })
    expect([targetShape, classNames, [...targets]]).toEqual([[1], ['no', 'yes'], [1, 0, 1]])
  })

  test('is the same whether it is gzipped, begins with a mark, or ends its lines in any way, mixed', async () => {
    const plain = await load(csv(), { 'a.csv': iris })
    const lines = iris.trimEnd().split('\n')
    const mixed = lines.map((line, i) => line + (['\r\n', '\n', '\r'][i % 3] ?? '')).join('')
    for (const content of [`\uFEFF${iris}`, gzipSync(iris), iris.replaceAll('\n', '\r\n'), mixed, iris.trimEnd()]) {
      expect(await load(csv(), { 'a.csv': content })).toEqual(plain)
    }
  })

  test('of the other half of Europe has semicolons and decimal commas', async () => {
    const content = 'a;b;c\n1,5;-2;0,25\n-,5;1e3;7\n'
    const dataset = await load(csv(), { 'a.csv': content })
    expect([...dataset.inputs]).toEqual([1.5, -2, -0.5, 1000])
    expect([...dataset.targets]).toEqual([0.25, 7])
  })

  test.each([
    ['tab', '\t'],
    ['|', '|'],
    [';', ';'],
    [',', ','],
  ])('may be separated by %s, found or said', async (delimiter, character) => {
    const content = ['"x, y; z"', 'b', '1', '2', '3', '5']
      .map((value, i) => value + (i % 2 ? '\n' : character))
      .join('')
    for (const settings of [{}, { delimiter }]) {
      const { inputNames, inputs } = await load(csv(settings), { 'a.csv': content })
      expect([inputNames, [...inputs]]).toEqual([['x, y; z'], [1, 3]])
    }
  })

  test('may have no names: its columns are then numbered, and settings are given by these', async () => {
    const { inputNames, targets, count } = await load(csv({ target: 'column 1' }), { 'a.csv': '1,2,3\n4,5,6.5\n' })
    expect([count, inputNames, [...targets]]).toEqual([2, ['column 2', 'column 3'], [1, 4]])
    const forced = await load(csv({ header: 'no' }), { 'a.csv': 'a,b\nc,d\n' })
    expect([forced.count, forced.classNames]).toEqual([2, ['b', 'd']])
  })

  test('keeps what roles and kinds say: several measures, numbers as categories, columns left out', async () => {
    const content = 'id,zone,x,y,z\n9,10,1,2,3\n7,9,4,5,6\n8,10,7,8,9.5\n'
    const columns = {
      id: { role: 'ignore' },
      zone: { kind: 'category' },
      y: { role: 'target' },
      z: { role: 'target' },
    }
    const dataset = await load(csv({ columns }), { 'a.csv': content })
    expect(dataset.inputNames).toEqual(['zone = 9', 'zone = 10', 'x'])
    expect([...dataset.inputs]).toEqual([0, 1, 1, 1, 0, 4, 0, 1, 7])
    expect([dataset.targetShape, [...dataset.targets]]).toEqual([[2], [2, 3, 5, 6, 8, 9.5]])
  })

  test('may be read from its front only', async () => {
    const { count, classNames } = await load(csv({ limit: 4 }), { 'a.csv': iris })
    expect([count, classNames]).toEqual([4, ['setosa', 'versicolor']])
  })

  test('does not depend on the order of its rows for what its classes are called and which is first', async () => {
    const [head, ...rows] = iris.trimEnd().split('\n')
    const { classNames } = await load(csv(), { 'a.csv': [head, ...rows.reverse()].join('\n') })
    expect(classNames).toEqual(['setosa', 'versicolor', 'virginica'])
  })
})

describe('missing values', () => {
  const gaps = 'a,kind,y\n1,red,10\n,blue,20\n4,NA,30\ninf,red,40\n7,red,\n'

  test('are told by line and column, unless something else is to be done', async () => {
    expect(await refusal(csv(), { 'a.csv': gaps })).toBe(
      'dataset.file: a.csv, line 3, column "a": the value is missing (found: nothing); add it, or set missing to "drop" or "mean"',
    )
    expect(await refusal(csv({ columns: { a: { role: 'ignore' } } }), { 'a.csv': gaps })).toContain(
      'line 4, column "kind": the value is missing (found: "NA")',
    )
    expect(await refusal(csv({ missing: 'mean' }), { 'a.csv': gaps })).toContain(
      'line 6, column "y": the value to predict is missing (found: nothing); add it, or set missing to "drop"',
    )
  })

  test('cost their rows when told so; infinities and NaN count as missing', async () => {
    const dataset = await load(csv({ missing: 'drop' }), { 'a.csv': `${gaps}NaN,red,50\n9,blue,60\n` })
    expect([[...dataset.inputs], [...dataset.targets]]).toEqual([
      [1, 0, 1, 9, 1, 0],
      [10, 60],
    ])
  })

  test('of a dropped row leave nothing behind, neither a class nor a category', async () => {
    const content = 'k,x,y\nu,1,a\nw,?,c\nv,2,b\nu,3,a\n'
    const dataset = await load(csv({ missing: 'drop' }), { 'a.csv': content })
    expect([dataset.inputNames, dataset.classNames]).toEqual([
      ['k = u', 'k = v', 'x'],
      ['a', 'b'],
    ])
    expect([[...dataset.inputs], [...dataset.targets]]).toEqual([
      [1, 0, 1, 0, 1, 2, 1, 0, 3],
      [0, 1, 0],
    ])
  })

  test('may have a rule for each column: a row dropped for one is no mistake in another', async () => {
    const content = 'a,b,c,y\n1,1,1,1\n,2,2,2\n3,,3,3\n4,4,,4\n,,5,5\n8,1,1,8\n'
    const columns = { a: { missing: 'mean' }, b: { missing: 'drop' } }
    expect(await refusal(csv({ columns }), { 'a.csv': content })).toContain('line 5, column "c": the value is missing')
    const { inputs, targets } = await load(
      csv({ columns: { ...columns, c: { role: 'ignore' } }, split: { train: 1 } }),
      { 'a.csv': content },
    )
    // Lines 4 and 6 go for b; the others have a mean of (1 + 4 + 8) / 3 in a.
    expect([...targets]).toEqual([1, 2, 4, 8])
    expect([...inputs]).toEqual([1, 1, 13 / 3, 2, 4, 4, 8, 1])
  })

  test('become the mean of the training part, and of that alone', async () => {
    const values = [3, null, 5, 100, null, 7, 9, 1000, 2, null]
    const content = `x,y\n${values.map((value, i) => `${value ?? '?'},${i / 2}`).join('\n')}\n`
    const settings = { missing: 'mean', split: { train: 0.6, validation: 0.2, test: 0.2 } }
    const { inputs, fillings } = await load(csv(settings), { 'a.csv': content }, 3)
    const { train } = splitSamples(10, settings.split, createRng(3, 'split'))
    const known = [...train].flatMap((i) => values[i] ?? [])
    const mean = known.reduce((a, b) => a + b) / known.length
    expect(known.length).toBeLessThan(7)
    expect([...inputs]).toEqual(values.map((value) => value ?? mean))
    expect(fillings).toEqual([mean])
  })

  test('of a category are none of its inputs', async () => {
    const { inputs, inputNames } = await load(csv({ missing: 'mean' }), { 'a.csv': 'k,y\nu,1\n?,2\nv,3.5\n' })
    expect([inputNames, [...inputs]]).toEqual([
      ['k = u', 'k = v'],
      [1, 0, 0, 0, 0, 1],
    ])
  })

  test('may be written as a number', async () => {
    const settings = { missing: 'drop', missingMarkers: ['', '-999'] }
    expect([...(await load(csv(settings), { 'a.csv': 'x,y\n1,2\n-999.0,3\n4,5.5\n' })).inputs]).toEqual([1, 4])
  })
})

describe('a table that cannot be taken is told by file, line and column', () => {
  const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n')

  test('a value that is no number', async () => {
    const content = `age,income\n${rows(30, (i) => (i === 15 ? 'abc,1' : `${i},${i * 1.5}`))}\n`
    expect(await refusal(csv(), { 'a.csv': content })).toBe(
      'dataset.file: a.csv, line 17, column "age": "abc" is no number; ' +
        'correct it, add it to missingMarkers, or set the kind of the column to "category"',
    )
  })

  test.each(['0x10', '1 000', '1,5', '5 %', '1e999', '--1', '٣'])('"%s" is no number', async (value) => {
    const content = `a;b\n${rows(30, (i) => `${i}.5;${i}`)}\n"${value}";1\n`
    expect(await refusal(csv(), { 'a.csv': content })).toContain('a.csv, line 32, column "a": ')
  })

  test('line numbers stay right behind quoted line ends of any kind', async () => {
    const content =
      'x,note,y\n1,"two\nlines",1\r\n2,"three\r\nlines\rhere",2\n3,plain,oops\n4,plain,4\n5,a,5\n6,b,6\n7,a,7\n8,b,8\n9,c,9\n10,d,10\n11,e,11\n12,f,12\n'
    const settings = csv({ columns: { note: { role: 'ignore' }, y: { kind: 'number' } } })
    expect(await refusal(settings, { 'a.csv': content })).toContain('a.csv, line 7, column "y": "oops" is no number')
  })

  test('more or fewer values than the first line', async () => {
    expect(await refusal(csv(), { 'a.csv': 'a,b\n1,2\n\n3\n4,5\n' })).toContain(
      'a.csv, line 4: has one value, and line 1 has 2; give every line as many',
    )
    expect(await refusal(csv(), { 'a.csv': 'a,b\n1,2\n3,4,5\n' })).toContain('line 3: has 3 values, and line 1 has 2')
  })

  test('quotes that are never closed, or stand inside a value', async () => {
    expect(await refusal(csv(), { 'a.csv': 'a,b\n1,2\n3,"4\n5,6\n' })).toContain(
      'dataset.file: a.csv, line 3: a quote is opened in this row and never closed',
    )
    expect(await refusal(csv(), { 'a.csv': 'a,b\n1,2\n3,5" pipe\n' })).toContain(
      'line 3: a quote stands inside a value',
    )
    expect(await refusal(csv(), { 'a.csv': 'a,b\n1,2\n3,"5"x\n' })).toContain('line 3: a quote stands inside a value')
  })

  test('one line of 10 MB, and all of a file behind a quote', async () => {
    const long = 'a row that begins here is longer than 4 MB'.slice(2)
    expect(await refusal(csv(), { 'a.csv': `a,b\n1,${'x'.repeat(10_000_000)}\n` })).toContain(
      `a.csv, line 2: the ${long}`,
    )
    expect(await refusal(csv(), { 'a.csv': 'x'.repeat(10_000_000) })).toContain(`a.csv, line 1: the ${long}`)
    const open = `a,b\n1,"2\n${rows(1_100_000, () => '3,4')}\n`
    expect(await refusal(csv(), { 'a.csv': open })).toContain(`a.csv, line 2: the ${long}`)
  })

  test('no text, or text of another encoding: by the byte', async () => {
    expect(await refusal(csv(), { 'a.csv': Buffer.from('a,b\n1,2\n', 'utf16le') })).toContain('a.csv is UTF-16 text')
    expect(await refusal(csv(), { 'a.csv': Uint8Array.of(0x50, 0x4b, 3, 4, 20) })).toContain('(.xlsx)')
    const russian = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xec, 0xee, 0xf0, 0xe5]), Buffer.from('\n')])
    expect(await refusal(csv(), { 'a.csv': russian })).toBe(
      'dataset.file: a.csv is not UTF-8: byte 6 (0xec) begins no character; it looks like Windows-1251; save it as UTF-8',
    )
    const late = Buffer.concat([
      Buffer.from(`a,b\n${rows(20_000, (i) => `${i},${i / 2}`)}\n`),
      Buffer.from([0xff, 0x0a]),
    ])
    expect(await refusal(csv(), { 'a.csv': late })).toContain(`byte ${late.length - 2} (0xff)`)
  })

  test('a file that is missing, empty, a folder, or gzipped and cut off', async () => {
    expect(await refusal(csv({ file: 'b.csv' }), { 'a.csv': iris })).toMatch(/dataset\.file: there is no file .*b\.csv/)
    expect(await refusal(csv(), { 'a.csv': '' })).toBe(
      'dataset.file: a.csv is empty; needs a table of at least two columns',
    )
    expect(await refusal(csv(), { 'a.csv': '\n\n' })).toContain('a.csv is empty')
    expect(await refusal(csv(), { 'a.csv': 'a,b\n' })).toContain('a.csv has no rows below the names of its columns')
    expect(await refusal(csv({ file: 'a' }), { 'a/b.csv': iris })).toMatch(/dataset\.file: .* is a folder/)
    expect(await refusal(csv(), { 'a.csv': gzipSync(iris).subarray(0, 60) })).toMatch(
      /a\.csv is cut off: its gzip data/,
    )
  })

  test('two columns of one name, one column only, no target, a target that never changes', async () => {
    expect(await refusal(csv(), { 'a.csv': 'a,b,a\n1,2,3\n4,5,6\n' })).toBe(
      'dataset.file: a.csv, line 1: columns 1 and 3 are both called "a"; rename one of them',
    )
    expect(await refusal(csv(), { 'a.csv': 'a\n1\n2\n' })).toContain(
      'dataset.delimiter: a.csv has one column only, as far as can be seen; say what',
    )
    expect(await refusal(csv({ target: 'speces' }), { 'a.csv': iris })).toBe(
      'dataset.target: a.csv has no column "speces"; did you mean "species"? ' +
        'its columns are "sepal_length", "petal_length", "species"',
    )
    expect(await refusal(csv({ columns: { Species: { role: 'ignore' } } }), { 'a.csv': iris })).toContain(
      'dataset.columns.Species: a.csv has no column "Species"; did you mean "species"?',
    )
    expect(await refusal(csv(), { 'a.csv': 'a,b\n1,x\n2,x\n' })).toContain('column "b": every row has "x"')
    expect(await refusal(csv({ columns: { b: { kind: 'number' } } }), { 'a.csv': 'a,b\n1,7\n2,7\n' })).toContain(
      'column "b": every row has "7"',
    )
  })

  test('a scale for what is to be predicted: only inputs are scaled', async () => {
    const scaled = { price: { scale: 'standard' } }
    const flats = 'rooms,price\n1,2474\n2,9000\n3,31030\n'
    expect(await refusal(csv({ columns: scaled }), { 'a.csv': flats })).toBe(
      'dataset.columns.price.scale: is "standard", and "price" is a target: only inputs are scaled; ' +
        'take it out; measure targets in larger units, such as thousands',
    )
    expect((await load(csv({ target: 'rooms', columns: scaled }), { 'a.csv': flats })).inputScales).toEqual([
      'standard',
    ])
  })

  test('more categories than inputs could be', async () => {
    const content = `k,y\n${rows(1500, (i) => `w${i},${i / 2}`)}\n`
    expect(await refusal(csv({ columns: { k: { role: 'input' } } }), { 'a.csv': content })).toContain(
      'a.csv, line 1002, column "k": "w1000" is a category more than the 1000 there may be',
    )
  })
})
