import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ExampleExperiment } from '../../../src-main/protocol.ts'
import { starterExperiment } from '../../../src-renderer/design/starter.ts'
import { useDesign } from '../../../src-renderer/stores/design.ts'
import { useNavigation } from '../../../src-renderer/stores/navigation.ts'
import GalleryView from '../../../src-renderer/views/gallery/GalleryView.vue'
import { createFakeLab } from '../support/fake-lab.ts'
import { mountView } from '../support/mount-view.ts'
import { sampleRun } from '../support/sample-runs.ts'
import type { Language } from '../../../src-renderer/i18n/messages.ts'

const circles: ExampleExperiment = {
  file: 'circles.json',
  experiment: starterExperiment(),
  title: { en: 'Circles 2-8-1', ru: 'Круг в кольце 2-8-1' },
  summary: { en: 'One class around the other.', ru: 'Один класс вокруг другого.' },
  note: { en: 'Watch the border.', ru: 'Следите за границей.' },
  source: { en: 'A book', ru: 'Книга' },
}

async function mountGallery(language: Language = 'en') {
  const fake = createFakeLab()
  fake.answers.listExamples = () => [circles]
  fake.answers.startRun = () => sampleRun({ id: 'rnew' })
  const { wrapper } = await mountView(GalleryView, {}, { fake, language })
  return { wrapper, fake }
}

beforeEach(() => {
  localStorage.clear()
  window.location.hash = ''
})

describe('the gallery', () => {
  it('trains an example at one press, under its name in the person’s language', async () => {
    const { wrapper, fake } = await mountGallery('ru')
    expect(wrapper.text()).toContain('Один класс вокруг другого.')
    await wrapper.find('.face').trigger('click')
    await flushPromises()
    expect(fake.requests.at(-1)).toMatchObject({
      name: 'startRun',
      argument: { experiment: { name: 'Круг в кольце 2-8-1' }, directory: null, pace: 'watchable' },
    })
    expect(useNavigation().location).toEqual({ place: 'train', runId: 'rnew' })
  })

  it('draws the example’s own samples and weights', async () => {
    const { wrapper } = await mountGallery()
    expect(wrapper.findAll('.points path').length).toBeGreaterThan(300)
    expect(wrapper.findAll('.wire')).toHaveLength(24)
  })

  it('opens an example in Design without training it', async () => {
    const { wrapper, fake } = await mountGallery()
    await wrapper.find('[aria-label="Open “Circles 2-8-1” in Design"]').trigger('click')
    expect(useDesign().experiment.name).toBe('Circles 2-8-1')
    expect(useNavigation().location.place).toBe('design')
    expect(fake.requests.map(({ name }) => name)).not.toContain('startRun')
  })
})
