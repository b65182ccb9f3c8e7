// Electron's three bundles. Main and preload are CommonJS with syntax lowered far enough for the oldest Electron
// the end-to-end test can drive; everything that measures lives in vite.node.config.ts and runs on plain Node.
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const commonJs = (entry: string) => ({
  build: {
    target: 'node16',
    lib: { entry: resolve(entry), formats: ['cjs' as const] },
    rollupOptions: { output: { entryFileNames: 'index.cjs' } },
  },
})

export default defineConfig({
  main: commonJs('src/main/index.ts'),
  preload: commonJs('src/preload/index.ts'),
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome108',
      minify: true,
      // one page, loaded from this machine: splitting it would gain nothing
      chunkSizeWarningLimit: 2_000,
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
})
