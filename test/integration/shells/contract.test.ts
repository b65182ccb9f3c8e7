// One suite over the three ways to the engine.
import { findInstallation } from '../../../src/engine/installation.ts'
import { createEngine } from '../../../src/engine/service.ts'
import { startEngine } from '../../../src/engine/starter.ts'
import { createBridge } from '../../../src/ipc/client.ts'
import { createLink } from '../../../src/ipc/link.ts'
import { startServer } from '../../../src/server/start-server.ts'
import { tempFolder } from '../../e2e/support/temp-folder.ts'
import { contractSuite } from '../../ipc/contract-suite.ts'
import { clientChannel, openSocket } from '../../server/socket.ts'

const installation = findInstallation()

async function engineProcess() {
  const folder = await tempFolder('contract')
  const engine = startEngine({
    installation,
    nodePath: process.execPath,
    environment: { ...process.env, TAILRACE_DATA_DIR: folder.path, TAILRACE_CACHE_DIR: folder.path },
  })
  const close = async () => {
    await engine.stop()
    await folder[Symbol.asyncDispose]()
  }
  return { engine, close }
}

contractSuite('in this process', async () => {
  const folder = await tempFolder('contract')
  const engine = await createEngine({ installation, dataFolder: folder.path, cacheFolder: folder.path })
  const close = async () => {
    await engine.close()
    await folder[Symbol.asyncDispose]()
  }
  return { bridge: createBridge(engine), raw: (name, params) => engine.handle(name, params), close }
})

contractSuite('with the engine as a process', async () => {
  const { engine, close } = await engineProcess()
  return { bridge: createBridge(engine), raw: (name, params) => engine.handle(name, params), close }
})

contractSuite('over a WebSocket', async () => {
  const { engine, close } = await engineProcess()
  const server = await startServer({ engine, rendererFolder: installation.rendererFolder })
  const socket = await openSocket(server.port, server.token)
  const link = createLink(clientChannel(socket))
  return {
    bridge: createBridge(link),
    raw: (name, params) => link.handle(name, params),
    close: async () => {
      await server.close()
      await close()
    },
  }
})
