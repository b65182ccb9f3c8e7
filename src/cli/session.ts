// The engine inside this process, for one command. Loaded only when a command needs it.
import { findInstallation, type Installation } from '../engine/installation.ts'
import { createEngine } from '../engine/service.ts'
import { createBridge } from '../ipc/client.ts'
import type { Bridge } from '../ipc/contract.ts'

export interface Session extends Bridge {
  readonly installation: Installation
}

/** Opens the engine, runs `work`, and closes the engine whatever happens. */
export async function withEngine<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const installation = findInstallation()
  const engine = await createEngine({ installation, terminal: process.stderr.isTTY })
  try {
    return await work({ ...createBridge(engine, reportBadMessage), installation })
  } finally {
    await engine.close()
  }
}

/** Both ends are this process: a message that breaks the contract is a defect, and hiding it would hide results. */
function reportBadMessage(error: unknown): void {
  process.emitWarning(error instanceof Error ? error.message : String(error))
}
