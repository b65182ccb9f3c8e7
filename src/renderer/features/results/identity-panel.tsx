// What exactly was measured: interpreter, libraries, build flags and settings of every contender.
import { Group, Text } from '@mantine/core'
import type { ContenderResult, Result } from '../../../model/result.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { formatLatency } from '../../ui/format.ts'
import { factValue } from './result-words.ts'
import styles from './results.module.css'

export function IdentityPanel({ result }: { result: Result }) {
  return (
    <Disclosure title="What exactly was measured?" note="interpreters, libraries, settings">
      <div className={styles.identity}>
        {result.contenders.map((contender) => (
          <Identity key={contender.id} contender={contender} />
        ))}
      </div>
    </Disclosure>
  )
}

function Identity({ contender }: { contender: ContenderResult }) {
  const { identity, server } = contender
  return (
    <section aria-label={contender.label}>
      <Group gap={8}>
        <ContenderMark colour={contender.colour} />
        <Text size="sm" fw={560}>
          {contender.label}
        </Text>
      </Group>
      {identity === null ? (
        <Text size="sm" c="dimmed" mt={6}>
          It never answered, so nothing is known of it.
        </Text>
      ) : (
        <dl className={styles.facts}>
          <Fact name="backend" value={identity.backend} />
          {[...Object.entries(identity.versions), ...Object.entries(identity.settings)].map(
            ([name, value]) => (
              <Fact key={name} name={name} value={factValue(value)} />
            ),
          )}
          {Object.entries(identity.build).map(([name, value]) => (
            <Fact key={name} name={name} value={factValue(value)} />
          ))}
          {identity.imageDigest === null ? null : <Fact name="image" value={identity.imageDigest} />}
          {server?.gilEnabled === null || server === null ? null : (
            <Fact name="GIL under load" value={server.gilEnabled ? 'on' : 'off'} />
          )}
          {server?.loopClass === null || server === null ? null : (
            <Fact name="loop" value={server.loopClass} />
          )}
          {server?.lagUs === null || server === null ? null : (
            <Fact
              name="loop lag p50, p99, max"
              value={[server.lagUs.p50, server.lagUs.p99, server.lagUs.max].map(formatLatency).join(', ')}
            />
          )}
        </dl>
      )}
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
