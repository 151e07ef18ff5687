import { z } from 'zod'

// Imported before anything that makes a schema: zod's compiled validators need `eval`, which the content security policy forbids.
z.config({ jitless: true })
