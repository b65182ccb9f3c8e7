// The contenders as list rows: mark, name, what it runs, and what must be made before it can.
import { ActionIcon, Badge, Group, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconDownload, IconPencil, IconX } from '@tabler/icons-react'
import type { RuntimeStatus } from '../../../ipc/contract.ts'
import type { Manifest } from '../../../model/manifest.ts'
import type { Contender, Profile } from '../../../model/profile.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { Hint } from '../../ui/hint.tsx'
import styles from './compare.module.css'
import { referenceId } from './edit-profile.ts'
import { refusalReason, summariseKnobs } from './knobs.ts'

interface Props {
  profile: Profile
  manifests: readonly Manifest[]
  statuses: readonly RuntimeStatus[]
  /** what a number left to the cores comes to; null: not yet known */
  cores: number | null
  onEdit: (id: string) => void
  onRemove: (id: string) => void
}

export function ContenderList({ profile, manifests, statuses, cores, onEdit, onRemove }: Props) {
  const reference = referenceId(profile)
  return (
    <ul className={styles.rows}>
      {profile.contenders.map((contender) => {
        const manifest = manifests.find((candidate) => candidate.id === contender.runtime)
        return (
          <li key={contender.id} className={styles.row} data-testid={`contender-row-${contender.id}`}>
            <UnstyledButton className={styles.rowMain} onClick={() => onEdit(contender.id)}>
              <ContenderMark colour={contender.colour} width={26} />
              <span className={styles.rowName}>
                {contender.label}
                {profile.contenders.length > 1 && contender.id === reference ? (
                  <Tooltip label="The others are compared with this one.">
                    <Badge size="xs" variant="default" ml={8} tt="none" fw={500}>
                      reference
                    </Badge>
                  </Tooltip>
                ) : null}
              </span>
              <span className={styles.rowDetail}>{detail(contender, manifest, cores)}</span>
            </UnstyledButton>
            <RowState
              manifest={manifest}
              contender={contender}
              status={statuses.find((candidate) => candidate.id === contender.runtime)}
            />
            <Group gap={2} wrap="nowrap">
              <ActionIcon aria-label={`Edit ${contender.label}`} onClick={() => onEdit(contender.id)}>
                <IconPencil size={16} />
              </ActionIcon>
              <ActionIcon
                aria-label={`Remove ${contender.label}`}
                disabled={profile.contenders.length === 1}
                onClick={() => onRemove(contender.id)}
              >
                <IconX size={16} />
              </ActionIcon>
            </Group>
          </li>
        )
      })}
    </ul>
  )
}

function detail(contender: Contender, manifest: Manifest | undefined, cores: number | null): string {
  return manifest === undefined ? contender.runtime : summariseKnobs(manifest, contender.knobs, cores)
}

interface StateProps {
  manifest: Manifest | undefined
  contender: Contender
  status: RuntimeStatus | undefined
}

function RowState({ manifest, contender, status }: StateProps) {
  const refusal = manifest === undefined ? null : refusalReason(manifest, contender.knobs)
  if (refusal !== null) return <Problem short="cannot run" reason={refusal} />
  if (status?.state === 'missing') {
    const reason = status.error === null ? status.detail : `${status.error.message} ${status.error.hint}`
    return <Problem short="missing here" reason={reason} />
  }
  if (status?.state === 'provisionable') {
    return (
      <Hint label={`Made on the first run, then kept. ${status.detail}`} className={styles.state}>
        <IconDownload size={14} />
        made on first run
      </Hint>
    )
  }
  return null
}

function Problem({ short, reason }: { short: string; reason: string }) {
  return (
    <Hint label={reason} className={styles.state} style={{ color: 'var(--tr-bad)' }}>
      <IconAlertTriangle size={14} />
      {short}
    </Hint>
  )
}
