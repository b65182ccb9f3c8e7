// The content security policy forbids eval; zod must know before the first schema is made, so this comes first.
import { z } from 'zod'

z.config({ jitless: true })
