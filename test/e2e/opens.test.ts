import { expect, test } from './support/test.ts'

test('the page opens, and its address keeps no token', async ({ page, host }) => {
  await expect(page).toHaveTitle('Backprop Lab')
  await expect(page.getByRole('main')).toBeVisible()
  expect(page.url()).not.toContain('token')
  if (host === 'electron') expect(page.url()).toMatch(/^app:\/\/lab\//)
})
