// Reads the machine's apt sources (one-line and deb822 style) and derives a private deb-src source from its own
// mirror. Pure: text in, text out. See sources.list(5).

export interface AptSource {
  uris: string[]
  suites: string[]
  components: string[]
  /** path, fingerprint or an inline key block, verbatim; null where the system's keyrings decide */
  signedBy: string | null
}

/** Binary package sources of one-line style: `deb [options] uri suite component…`. */
export function parseOneLine(text: string): AptSource[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#]+)/.exec(line)
    if (match === null) return []
    const [, options = '', uri = '', suite = '', components = ''] = match
    const signedBy = /(?:^|\s)signed-by=(\S+)/.exec(options)?.[1] ?? null
    return [{ uris: [uri], suites: [suite], components: words(components), signedBy }]
  })
}

/** Binary package sources of deb822 style: stanzas of `Field: value`, continued by indented lines. */
export function parseDeb822(text: string): AptSource[] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .split(/\n\s*\n/)
    .flatMap((stanza) => {
      const field = (name: string) =>
        new RegExp(`^${name}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1]?.trimEnd() ?? ''
      if (!words(field('Types')).includes('deb') || field('Enabled').toLowerCase() === 'no') return []
      return [
        {
          uris: words(field('URIs')),
          suites: words(field('Suites')),
          components: words(field('Components')),
          signedBy: field('Signed-By') || null,
        },
      ]
    })
}

/** The distribution's own archive among all sources: the one that holds the release the machine runs. */
export function ownMirror(sources: readonly AptSource[], codename: string): AptSource | null {
  const releases = [codename, 'stable', 'testing', 'unstable', 'sid']
  for (const release of releases) {
    const found = sources.find(
      (source) => source.suites.includes(release) && source.components.includes('main'),
    )
    if (found !== undefined) return found
  }
  return null
}

/** A deb822 file that adds the source packages of `suite` from that mirror, and nothing else. */
export function debSrcStanza(mirror: AptSource, suite: string): string {
  const fields = [
    'Types: deb-src',
    `URIs: ${mirror.uris.join(' ')}`,
    `Suites: ${suite}`,
    `Components: ${mirror.components.filter((name) => name === 'main' || name === 'universe').join(' ')}`,
    ...(mirror.signedBy === null ? [] : [`Signed-By:${mirror.signedBy.replace(/^(?=\S)/, ' ')}`]),
  ]
  return `${fields.join('\n')}\n`
}

export interface PrintedUri {
  url: string
  fileName: string
  bytes: number
  sha256: string
}

/** The lines of `apt-get --print-uris`: `'url' file size SHA256:hex`. Weaker hashes are not accepted. */
export function parsePrintedUris(output: string): PrintedUri[] {
  return [...output.matchAll(/^'([^']+)' (\S+) (\d+) SHA256:([0-9a-f]{64})\s*$/gm)].map(
    ([, url = '', fileName = '', bytes = '', sha256 = '']) => {
      return { url, fileName, bytes: Number(bytes), sha256 }
    },
  )
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
