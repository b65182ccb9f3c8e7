// Adds a contender from the presets of the runtimes in the catalogue.
import { Button, Menu, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Manifest } from '../../../model/manifest.ts'
import type { Profile } from '../../../model/profile.ts'
import { addPreset, mostContenders } from './edit-profile.ts'

interface Props {
  profile: Profile
  manifests: readonly Manifest[]
  onChange: (change: (profile: Profile) => Profile) => void
}

export function AddContender({ profile, manifests, onChange }: Props) {
  const full = profile.contenders.length >= mostContenders
  return (
    <Menu position="bottom-end" width={340}>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={15} />}
          disabled={full || manifests.length === 0}
          title={full ? `A comparison has at most ${mostContenders} contenders.` : undefined}
        >
          Add
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {manifests.map((manifest) => (
          <div key={manifest.id}>
            <Menu.Label>{manifest.name}</Menu.Label>
            {manifest.presets.map((preset) => (
              <Menu.Item
                key={preset.id}
                onClick={() => onChange((current) => addPreset(current, manifest, preset))}
              >
                <Text size="sm" fw={500}>
                  {preset.label}
                </Text>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {preset.description}
                </Text>
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
